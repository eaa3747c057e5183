using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Features;

namespace EGov.Functions.Tests.Adapters.Secrets;

public sealed class EcdsaReceiptSealTests : IDisposable
{
    private readonly EcdsaReceiptSeal _seal = new(new TestSecrets());

    public void Dispose() => _seal.Dispose();

    [Fact]
    public void A_seal_is_verified_with_nothing_but_the_published_key() => Assert.True(Verifies(_seal.Sign("""{"reference":"x"}"""u8)));

    [Fact]
    public void Seals_made_for_many_calls_at_once_all_verify() => Parallel.For(0, 500, number =>
        Assert.True(Verifies(_seal.Sign(BitConverter.GetBytes(number)))));

    [Fact]
    public void The_payload_is_readable_in_it()
    {
        var parts = _seal.Sign("""{"reference":"x"}"""u8).Split('.');

        Assert.Equal(3, parts.Length);
        Assert.Equal("""{"reference":"x"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
    }

    [Fact]
    public void A_changed_payload_does_not_verify()
    {
        var parts = _seal.Sign("""{"reference":"x"}"""u8).Split('.');

        Assert.False(Verifies($"{parts[0]}.{Base64Url.EncodeToString("""{"reference":"y"}"""u8)}.{parts[2]}"));
    }

    [Fact]
    public void A_changed_header_does_not_verify()
    {
        var parts = _seal.Sign("{}"u8).Split('.');
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).Replace("egov-receipt", "egov-licence", StringComparison.Ordinal);

        Assert.False(Verifies($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{parts[1]}.{parts[2]}"));
    }

    [Fact]
    public void The_header_names_the_published_key_and_the_private_part_is_not_published()
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(_seal.Sign("{}"u8).Split('.')[0]));
        using var keys = JsonDocument.Parse(_seal.PublicKeys);
        var key = keys.RootElement.GetProperty("keys")[0];

        Assert.Equal("ES256", header.RootElement.GetProperty("alg").GetString());
        Assert.Equal(key.GetProperty("kid").GetString(), header.RootElement.GetProperty("kid").GetString());
        Assert.Equal(["kty", "crv", "use", "alg", "kid", "x", "y"], key.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void After_a_rotation_receipts_from_before_it_verify_with_what_is_published()
    {
        using var newest = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var vault = Substitute.For<ISecretVault>();
        vault.SigningKeyVersions("receipt-key").Returns([newest.ExportPkcs8PrivateKeyPem(), new TestSecrets().SigningKey("receipt-key")]);
        using var rotated = new EcdsaReceiptSeal(vault);
        var (before, after) = (_seal.Sign("{}"u8), rotated.Sign("{}"u8));

        Assert.True(Verifies(before, rotated.PublicKeys));
        Assert.True(Verifies(after, rotated.PublicKeys));
        Assert.NotEqual(before.Split('.')[0], after.Split('.')[0]);
    }

    private bool Verifies(string seal) => Verifies(seal, _seal.PublicKeys);

    /// <summary>With the key that its header names.</summary>
    private static bool Verifies(string seal, string published)
    {
        using var keys = JsonDocument.Parse(published);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(seal.Split('.')[0]));
        var named = header.RootElement.GetProperty("kid").GetString();
        var key = keys.RootElement.GetProperty("keys").EnumerateArray().Single(one => one.GetProperty("kid").GetString() == named);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
                Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
            },
        });
        var parts = seal.Split('.');
        return verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }
}
