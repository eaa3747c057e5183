using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>
/// For a developer's machine: secrets in a folder outside the tree's history, made at first use, readable by their owner alone. Whoever
/// rotates one moves it to <c>name.1</c>, the next time to <c>name.2</c>.
/// </summary>
public sealed class FolderSecretVault(string folder) : ISecretVault
{
    public ReadOnlyMemory<byte> Key(string name) =>
        Convert.FromBase64String(ReadOrMake(name, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    public string SigningKey(string name) => ReadOrMake(name, () =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    });

    public IReadOnlyList<ReadOnlyMemory<byte>> KeyVersions(string name) =>
        [Key(name), .. Older(name).Select(text => (ReadOnlyMemory<byte>)Convert.FromBase64String(text))];

    public IReadOnlyList<string> SigningKeyVersions(string name) => [SigningKey(name), .. Older(name)];

    private IEnumerable<string> Older(string name) =>
        from path in Directory.EnumerateFiles(folder, $"{name}.*")
        let number = int.TryParse(Path.GetExtension(path).TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0
        where number > 0
        orderby number descending
        select File.ReadAllText(path);

    private string ReadOrMake(string name, Func<string> make)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            OneAtATime(() => Make(path, make));
        }

        return File.ReadAllText(path);
    }

    /// <summary>Of all processes on this machine: a move that looks first and then moves lets two that race each make a key.</summary>
    private void OneAtATime(Action act)
    {
        var place = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))));
        using var turn = new Mutex(initiallyOwned: false, $"egov-secrets-{place}");
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Its holder died and the turn is ours; a key is there whole or not at all.
        }

        try
        {
            act();
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private void Make(string path, Func<string> make)
    {
        if (File.Exists(path))
        {
            return;
        }

        // Written aside and moved: a process that dies here leaves no half a key.
        Directory.CreateDirectory(folder);
        var aside = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(aside, make());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(aside, path, overwrite: false);
    }
}
