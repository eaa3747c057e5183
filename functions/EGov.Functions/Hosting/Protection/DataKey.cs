using System.Security.Cryptography;
using System.Text;

namespace EGov.Functions.Hosting.Protection;

/// <summary>
/// A key of one case, draft or file (AES-256-GCM), with its wrapped form that may be stored. Deleting the wrapped form
/// shreds everything that was sealed with it.
/// </summary>
public sealed class DataKey : IDisposable
{
    private const int NonceLength = 12;
    internal const int TagLength = 16;

    private readonly AesGcm _cipher;

    internal DataKey(ReadOnlySpan<byte> key, byte[] wrapped)
    {
        _cipher = new AesGcm(key, TagLength);
        Wrapped = wrapped;
    }

#pragma warning disable CA1819 // It goes into a table entity, which takes arrays.
    public byte[] Wrapped { get; }
#pragma warning restore CA1819

    /// <summary>Names a key without being one: SHA-256 of its wrapped form, in hexadecimal. A certificate of destruction names by it what is gone.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> wrapped) => Convert.ToHexStringLower(SHA256.HashData(wrapped));

    /// <summary>Seals so that it can only be opened for the same purpose: a payload moved to another row does not open.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose) => Seal(_cipher, plain, purpose);

    /// <exception cref="CryptographicException">It was changed, or sealed with another key or for another purpose.</exception>
    public byte[] Open(ReadOnlySpan<byte> @sealed, string purpose) => Open(_cipher, @sealed, purpose);

    public void Dispose() => _cipher.Dispose();

    internal static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, string purpose)
    {
        var result = new byte[NonceLength + plain.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(
            nonce,
            plain,
            result.AsSpan(NonceLength, plain.Length),
            result.AsSpan(NonceLength + plain.Length),
            Encoding.UTF8.GetBytes(purpose));
        return result;
    }

    internal static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> @sealed, string purpose)
    {
        if (@sealed.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to be sealed data");
        }

        var plain = new byte[@sealed.Length - NonceLength - TagLength];
        cipher.Decrypt(
            @sealed[..NonceLength],
            @sealed.Slice(NonceLength, plain.Length),
            @sealed[^TagLength..],
            plain,
            Encoding.UTF8.GetBytes(purpose));
        return plain;
    }
}
