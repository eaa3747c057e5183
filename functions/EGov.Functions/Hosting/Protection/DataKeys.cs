using System.Security.Cryptography;

namespace EGov.Functions.Hosting.Protection;

/// <summary>
/// Makes data keys with the newest version of the wrapping key, and unwraps stored ones with whichever version wrapped them; the wrapping key
/// never leaves the vault's owner. An instance that meets a data key which it cannot unwrap asks the vault again: a newer instance may
/// have wrapped it after a rotation. All calls share this one: each makes a cipher of its own, because an <see cref="AesGcm"/> that two calls use
/// at once fails or mixes them.
/// </summary>
public sealed class DataKeys(ISecretVault vault, TimeProvider time) : IDisposable
{
    private const string Purpose = "data-key-1";

    /// <summary>However many broken data keys somebody finds, the vault is asked no oftener.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly Lock _reading = new();
    private byte[][] _wrapping = Read(vault);
    private long _readAt = time.GetTimestamp();

    public DataKey Create()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        using var cipher = Cipher(_wrapping[0]);
        return new DataKey(key, DataKey.Seal(cipher, key, Purpose));
    }

    /// <exception cref="CryptographicException">No version of the wrapping key wrapped it, or it was changed.</exception>
    public DataKey Unwrap(byte[] wrapped)
    {
        var known = _wrapping;
        if (Unwrap(wrapped, known) is { } key)
        {
            return key;
        }

        return (ReadAgain(known) is { } newer ? Unwrap(wrapped, newer) : null)
            ?? throw new CryptographicException("No version of the wrapping key opens it");
    }

    public void Dispose() => Array.ForEach(_wrapping, key => CryptographicOperations.ZeroMemory(key));

    private static DataKey? Unwrap(byte[] wrapped, byte[][] versions)
    {
        foreach (var version in versions)
        {
            using var cipher = Cipher(version);
            try
            {
                return new DataKey(DataKey.Open(cipher, wrapped, Purpose), wrapped);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another version's, then.
            }
        }

        return null;
    }

    /// <summary>Null when the versions are those known, read a moment ago.</summary>
    private byte[][]? ReadAgain(byte[][] known)
    {
        lock (_reading)
        {
            if (_wrapping != known)
            {
                return _wrapping;
            }

            if (time.GetElapsedTime(_readAt) < s_pause)
            {
                return null;
            }

            _readAt = time.GetTimestamp();
            return _wrapping = Read(vault);
        }
    }

    private static byte[][] Read(ISecretVault vault) => [.. vault.KeyVersions("data-wrapping-key").Select(key => key.ToArray())];

    private static AesGcm Cipher(byte[] key) => new(key, DataKey.TagLength);
}
