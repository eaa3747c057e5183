using System.Security.Cryptography;

namespace EGov.Functions.Hosting.Protection;

/// <summary>
/// Makes data keys and unwraps stored ones, with the wrapping key that never leaves the vault's owner. All calls share this one:
/// each makes a cipher of its own, because an <see cref="AesGcm"/> that two calls use at once fails or mixes them.
/// </summary>
public sealed class DataKeys(ISecretVault vault) : IDisposable
{
    private const string Purpose = "data-key-1";

    private readonly byte[] _wrapping = vault.Key("data-wrapping-key").ToArray();

    public DataKey Create()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        using var cipher = Cipher();
        return new DataKey(key, DataKey.Seal(cipher, key, Purpose));
    }

    public DataKey Unwrap(byte[] wrapped)
    {
        using var cipher = Cipher();
        return new DataKey(DataKey.Open(cipher, wrapped, Purpose), wrapped);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_wrapping);

    private AesGcm Cipher() => new(_wrapping, DataKey.TagLength);
}
