using System.Security.Cryptography;
using CsCheck;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Features;

namespace EGov.Functions.Tests.Hosting.Protection;

public sealed class DataKeyTests : IDisposable
{
    private readonly DataKeys _keys = new(new TestSecrets(), TimeProvider.System);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void What_was_sealed_is_opened_with_the_stored_key_whatever_it_is() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.String[0, 30]).Sample(
            (plain, purpose) =>
            {
                using var key = _keys.Create();
                using var stored = _keys.Unwrap(key.Wrapped);
                return stored.Open(key.Seal(plain, purpose), purpose).AsSpan().SequenceEqual(plain);
            },
            iter: 500);

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        using var key = _keys.Create();
        var whole = key.Seal("A123456(3)"u8, "contents");
        for (var place = 0; place < whole.Length; place++)
        {
            var changed = whole.ToArray();
            changed[place] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(changed, "contents"));
        }
    }

    [Fact]
    public void What_was_cut_off_is_noticed()
    {
        using var key = _keys.Create();
        var whole = key.Seal("A123456(3)"u8, "contents");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsAny<CryptographicException>(() => key.Open(whole.AsSpan(0, length), "contents"));
        }
    }

    [Fact]
    public void What_was_sealed_for_one_purpose_does_not_open_for_another()
    {
        using var key = _keys.Create();

        Assert.ThrowsAny<CryptographicException>(() => key.Open(key.Seal("x"u8, "contents A"), "contents B"));
    }

    [Fact]
    public void Another_cases_key_does_not_open_it()
    {
        using var one = _keys.Create();
        using var other = _keys.Create();

        Assert.ThrowsAny<CryptographicException>(() => other.Open(one.Seal("x"u8, "contents"), "contents"));
    }

    [Fact]
    public void The_same_text_is_never_sealed_to_the_same_bytes()
    {
        using var key = _keys.Create();

        Assert.NotEqual(key.Seal("x"u8, "contents"), key.Seal("x"u8, "contents"));
    }

    [Fact]
    public void A_wrapped_key_that_was_changed_does_not_unwrap()
    {
        using var key = _keys.Create();
        var changed = key.Wrapped.ToArray();
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => _keys.Unwrap(changed));
    }
}
