using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace EGov.Simulators.Identity;

/// <summary>
/// The identity provider's two keys, kept in the data folder so that a token outlives a restart: an RSA key that signs, and a secret
/// that encrypts codes and refresh tokens, which only this program reads.
/// </summary>
public sealed class SigningKeys
{
    private SigningKeys(RsaSecurityKey signing, SymmetricSecurityKey encryption)
    {
        Signing = signing;
        Encryption = encryption;
    }

    /// <summary>RSA, 2048 bits, with a key id.</summary>
    public RsaSecurityKey Signing { get; }

    /// <summary>256 bits.</summary>
    public SymmetricSecurityKey Encryption { get; }

    /// <summary>Reads both keys, or makes those that are not there yet.</summary>
    public static SigningKeys Load(string folder)
    {
        Directory.CreateDirectory(folder);
        var pem = Keep(Path.Combine(folder, "signing-key.pem"), () =>
        {
            using var fresh = RSA.Create(2048);
            return fresh.ExportPkcs8PrivateKeyPem();
        });
        var secret = Keep(Path.Combine(folder, "encryption-key.txt"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var signing = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true));
        signing.KeyId = Base64UrlEncoder.Encode(signing.ComputeJwkThumbprint());
        return new(signing, new SymmetricSecurityKey(Convert.FromBase64String(secret)));
    }

    private static string Keep(string path, Func<string> make)
    {
        if (!File.Exists(path))
        {
            // Written beside and moved, so that two programs starting together end with one whole key.
            var draft = $"{path}.{Guid.NewGuid():N}";
            using (var file = new FileStream(draft, Private()))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(make());
            }

            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(path);
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
