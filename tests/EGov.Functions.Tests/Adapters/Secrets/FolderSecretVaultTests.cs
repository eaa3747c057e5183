using System.Security.Cryptography;
using EGov.Functions.Adapters.Secrets;

namespace EGov.Functions.Tests.Adapters.Secrets;

public sealed class FolderSecretVaultTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"egov-{Guid.NewGuid():N}");

    [Fact]
    public async Task Instances_that_ask_for_the_first_time_at_once_get_the_same_key()
    {
        using var start = new Barrier(8);

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Convert.ToHexString(new FolderSecretVault(_folder).Key("data-wrapping-key").Span);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(64, Assert.Single(keys.Distinct()).Length);
        Assert.Equal(["data-wrapping-key"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Keys_of_different_names_differ_and_each_stays_over_a_restart()
    {
        var (one, other) = (new FolderSecretVault(_folder).Key("one"), new FolderSecretVault(_folder).Key("other"));

        Assert.False(one.Span.SequenceEqual(other.Span));
        Assert.True(one.Span.SequenceEqual(new FolderSecretVault(_folder).Key("one").Span));
    }

    [Fact]
    public void A_key_that_was_moved_aside_is_an_older_version_of_the_one_that_is_made_in_its_place()
    {
        var vault = new FolderSecretVault(_folder);
        var keys = new List<string>();
        foreach (var number in new[] { 1, 2, 10 })
        {
            keys.Insert(0, Convert.ToHexString(vault.Key("data-wrapping-key").Span));
            File.Move(Path.Combine(_folder, "data-wrapping-key"), Path.Combine(_folder, $"data-wrapping-key.{number}"));
        }

        var versions = vault.KeyVersions("data-wrapping-key").Select(key => Convert.ToHexString(key.Span)).ToList();

        Assert.Equal([Convert.ToHexString(vault.Key("data-wrapping-key").Span), .. keys], versions);
        Assert.Equal(4, versions.Distinct().Count());
    }

    [Fact]
    public void The_signing_key_is_an_elliptic_curve_key_that_stays()
    {
        var pem = new FolderSecretVault(_folder).SigningKey("receipt-key");

        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        Assert.Equal(256, key.KeySize);
        Assert.Equal(pem, new FolderSecretVault(_folder).SigningKey("receipt-key"));
    }

    [Fact]
    public void Nobody_but_the_owner_reads_a_key()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps rights in another way");
            return;
        }

        new FolderSecretVault(_folder).Key("one");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "one")));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
