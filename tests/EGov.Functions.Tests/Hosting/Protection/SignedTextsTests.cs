using System.Buffers.Text;
using CsCheck;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Hosting.Protection;

public sealed class SignedTextsTests
{
    private static readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void What_was_signed_is_read_again() =>
        Gen.Select(Gen.Int, Gen.String.AlphaNumeric).Sample((number, text) =>
            Assert.Equal(new Thing(text, number), SignedTexts.Read<Thing>(_key, SignedTexts.Write(_key, new Thing(text, number)))));

    /// <summary>The last character of either part may hold bits that say nothing; every other change is a forgery.</summary>
    [Fact]
    public void A_changed_character_anywhere_makes_it_nobodys() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.OneOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".ToCharArray())).Sample((place, character) =>
        {
            var text = SignedTexts.Write(_key, new Thing("somebody", 7)).ToCharArray();
            var at = place % text.Length;
            var before = new string(text);
            text[at] = character;
            var after = new string(text);
            if (!SameBytes(before, after))
            {
                Assert.Null(SignedTexts.Read<Thing>(_key, after));
            }
        });

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("not base64!.at all")]
    [InlineData("e30.")]
    public void What_is_no_signed_text_is_nobodys(string text) => Assert.Null(SignedTexts.Read<Thing>(_key, text));

    [Fact]
    public void What_was_signed_with_another_key_or_is_too_long_is_nobodys()
    {
        Assert.Null(SignedTexts.Read<Thing>(new byte[32], SignedTexts.Write(_key, new Thing("x", 1))));
        Assert.Null(SignedTexts.Read<Thing>(_key, SignedTexts.Write(_key, new Thing(new string('x', 3000), 1))));
    }

    private static bool SameBytes(string one, string other) =>
        other.Count(character => character == '.') == 1
        && one.Split('.').Zip(other.Split('.')).All(pair =>
            Base64Url.IsValid(pair.Second) && Base64Url.DecodeFromChars(pair.First).AsSpan().SequenceEqual(Base64Url.DecodeFromChars(pair.Second)));

    private sealed record Thing(string Text, int Number);
}
