using System.Security.Cryptography;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Hosting.Protection;

public sealed class DataKeysTests
{
    /// <summary>A shared cipher once corrupted wrapped keys under load: whole cases were unreadable for ever.</summary>
    [Fact]
    public void Keys_that_many_threads_make_and_unwrap_at_once_all_open_what_they_sealed()
    {
        var vault = Substitute.For<ISecretVault>();
        vault.Key("data-wrapping-key").Returns(RandomNumberGenerator.GetBytes(32));
        var keys = new DataKeys(vault);

        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            using var made = keys.Create();
            var plain = BitConverter.GetBytes(i);
            using var unwrapped = keys.Unwrap(made.Wrapped);
            Assert.Equal(plain, unwrapped.Open(made.Seal(plain, "a test"), "a test"));
        });
    }
}
