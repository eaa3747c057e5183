using System.Security.Cryptography;

namespace EGov.Functions.Hosting.Protection;

/// <summary>Makes data keys and unwraps stored ones, with the wrapping key that never leaves the vault's owner.</summary>
public sealed class DataKeys(ISecretVault vault)
{
    private const string Purpose = "data-key-1";

    private readonly ReadOnlyMemory<byte> _wrapping = vault.Key("data-wrapping-key");

    public DataKey Create()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        using var wrapping = Cipher();
        return new DataKey(key, DataKey.Seal(wrapping, key, Purpose));
    }

    public DataKey Unwrap(byte[] wrapped)
    {
        using var wrapping = Cipher();
        return new DataKey(DataKey.Open(wrapping, wrapped, Purpose), wrapped);
    }

    /// <summary>One for each call: a cipher is not safe for two threads, and sharing one corrupts what it writes.</summary>
    private AesGcm Cipher() => new(_wrapping.Span, DataKey.TagLength);
}
