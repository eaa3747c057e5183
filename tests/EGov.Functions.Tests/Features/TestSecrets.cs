using System.Security.Cryptography;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Features;

/// <summary>A vault whose secrets last as long as the test run.</summary>
internal sealed class TestSecrets : ISecretVault
{
    private static readonly string _pem = MakeKey();

    public ReadOnlyMemory<byte> Key(string name) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));

    public string SigningKey(string name) => _pem;

    public IReadOnlyList<ReadOnlyMemory<byte>> KeyVersions(string name) => [Key(name)];

    public IReadOnlyList<string> SigningKeyVersions(string name) => [SigningKey(name)];

    private static string MakeKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
