using System.Security.Cryptography;
using EGov.Functions.Adapters.Blobs;

namespace EGov.Functions.Tests.Adapters.Blobs;

public sealed class BlobFileVaultTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_back_byte_for_byte_and_the_same_name_written_again_replaces_it()
    {
        var vault = new BlobFileVault(await azurite.ConnectAsync());
        var name = Samples.Name("file");
        var (first, second) = (RandomNumberGenerator.GetBytes(3_000_000), RandomNumberGenerator.GetBytes(10));

        await vault.PutAsync(name, first, Cancellation);
        Assert.True((await vault.FindAsync(name, Cancellation))!.Value.Span.SequenceEqual(first));

        await vault.PutAsync(name, second, Cancellation);
        Assert.True((await vault.FindAsync(name, Cancellation))!.Value.Span.SequenceEqual(second));
    }

    [Fact]
    public async Task What_was_deleted_or_never_put_is_not_found()
    {
        var vault = new BlobFileVault(await azurite.ConnectAsync());
        var name = Samples.Name("file");
        await vault.PutAsync(name, new byte[] { 1 }, Cancellation);

        await vault.DeleteAsync(name, Cancellation);
        await vault.DeleteAsync(name, Cancellation);

        Assert.Null(await vault.FindAsync(name, Cancellation));
    }
}
