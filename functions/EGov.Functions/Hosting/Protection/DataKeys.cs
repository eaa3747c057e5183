using System.Security.Cryptography;

namespace EGov.Functions.Hosting.Protection;

/// <summary>Makes data keys and unwraps stored ones, with the wrapping key that never leaves the vault's owner.</summary>
public sealed class DataKeys(ISecretVault vault) : IDisposable
{
    private const string Purpose = "data-key-1";

    private readonly AesGcm _wrapping = new(vault.Key("data-wrapping-key").Span, 16);

    public DataKey Create()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        return new DataKey(key, DataKey.Seal(_wrapping, key, Purpose));
    }

    public DataKey Unwrap(byte[] wrapped) => new(DataKey.Open(_wrapping, wrapped, Purpose), wrapped);

    public void Dispose() => _wrapping.Dispose();
}
