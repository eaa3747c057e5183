using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Domain.Signing;

namespace EGov.Domain.Tests.Signing;

public sealed class PublicKeySetTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly PublicKeySet _keys;

    public PublicKeySetTests()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        _keys = PublicKeySet.Read(JsonSerializer.Serialize(
            new { keys = new[] { new { kid = "k", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } }));
    }

    public void Dispose()
    {
        _keys.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void What_one_of_the_keys_signed_is_read()
    {
        Assert.True(_keys.TryVerify(Signed(), "a", out var payload, out _));

        Assert.Equal("said", Encoding.UTF8.GetString(payload));
    }

    public static TheoryData<string, string> Unbelievable => new()
    {
        { """{"alg":"ES256","kid":"k","typ":"b"}""", "It seals something else: b" },
        { """{"alg":"ES256","kid":"k"}""", "It seals something else: without a type" },
        { """{"alg":"ES256","kid":"other","typ":"a"}""", "None of the keys is other" },
        { """{"alg":"ES256","typ":"a"}""", "None of the keys is named in the seal" },
        { """{"alg":"none","kid":"k","typ":"a"}""", "It was changed, or signed by somebody else" },
        { "{", "The seal's header is broken" },
    };

    [Theory]
    [MemberData(nameof(Unbelievable))]
    public void What_says_that_it_is_something_else_is_not_believed_although_the_key_signed_it(string header, string why) => Refused(Signed(header), why);

    [Fact]
    public void What_was_changed_in_any_part_is_not_believed()
    {
        var parts = Signed().Split('.');

        Refused($"{parts[0]}.{Base64Url.EncodeToString("sold"u8)}.{parts[2]}", "It was changed, or signed by somebody else");
        Refused($"{parts[0]}.{parts[1]}", "It is no seal: a seal has three parts in base64url");

        // The same bytes written otherwise are not the same seal.
        var other = parts[2].Insert(3, " ");
        Assert.Equal(Base64Url.DecodeFromChars(parts[2]), Base64Url.DecodeFromChars(other));
        Refused($"{parts[0]}.{parts[1]}.{other}", "It was changed, or signed by somebody else");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"keys":[{"kid":"k"}]}""")]
    [InlineData("""{"keys":[{"kid":"k","x":"!","y":"AA"}]}""")]
    public void What_is_no_set_of_keys_is_refused(string jwks) =>
        Assert.Equal("The keys are no JWK set", Assert.Throws<FormatException>(() => PublicKeySet.Read(jwks)).Message);

    private void Refused(string text, string why)
    {
        Assert.False(_keys.TryVerify(text, "a", out _, out var said));
        Assert.Equal(why, said);
    }

    private string Signed(string header = """{"alg":"ES256","kid":"k","typ":"a"}""")
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString("said"u8)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
