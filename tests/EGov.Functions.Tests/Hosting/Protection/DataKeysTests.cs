using System.Security.Cryptography;
using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting.Protection;

public sealed class DataKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly byte[] _first = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _second = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void After_a_rotation_what_was_sealed_before_opens_and_what_is_new_takes_the_new_key()
    {
        using var before = new DataKeys(Vault(_first), _time);
        using var old = before.Create();
        using var after = new DataKeys(Vault(_second, _first), _time);

        Assert.True(Opens(after, old));
        using var made = after.Create();
        using var withoutTheOldKey = new DataKeys(Vault(_second), _time);
        Assert.True(Opens(withoutTheOldKey, made));
        Assert.Throws<CryptographicException>(() => withoutTheOldKey.Unwrap(old.Wrapped));
    }

    [Fact]
    public void An_instance_from_before_the_rotation_opens_what_a_new_instance_sealed()
    {
        var vault = Vault(_first);
        using var running = new DataKeys(vault, _time);
        vault.KeyVersions("data-wrapping-key").Returns([_second, _first]);
        using var started = new DataKeys(vault, _time);
        using var made = started.Create();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(Opens(running, made));
        using var next = running.Create();
        Assert.True(Opens(new DataKeys(Vault(_second), _time), next));
    }

    [Fact]
    public void Broken_data_keys_do_not_make_it_ask_the_vault_again_and_again()
    {
        var vault = Vault(_first);
        using var keys = new DataKeys(vault, _time);
        using var strange = new DataKeys(Vault(_second), _time).Create();
        _time.Advance(TimeSpan.FromSeconds(10));
        vault.ClearReceivedCalls();

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Throws<CryptographicException>(() => keys.Unwrap(strange.Wrapped));
        }

        vault.Received(1).KeyVersions("data-wrapping-key");
    }

    /// <summary>A shared cipher once corrupted wrapped keys under load: whole cases were unreadable for ever.</summary>
    [Fact]
    public void Keys_that_many_threads_make_and_unwrap_at_once_all_open_what_they_sealed()
    {
        using var keys = new DataKeys(Vault(_first), _time);

        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            using var made = keys.Create();
            var plain = BitConverter.GetBytes(i);
            using var unwrapped = keys.Unwrap(made.Wrapped);
            Assert.Equal(plain, unwrapped.Open(made.Seal(plain, "a test"), "a test"));
        });
    }

    private static bool Opens(DataKeys keys, DataKey made)
    {
        using var unwrapped = keys.Unwrap(made.Wrapped);
        return unwrapped.Open(made.Seal("a case"u8, "a test"), "a test").AsSpan().SequenceEqual("a case"u8);
    }

    private static ISecretVault Vault(params byte[][] versions)
    {
        var vault = Substitute.For<ISecretVault>();
        vault.KeyVersions("data-wrapping-key").Returns([.. versions.Select(version => (ReadOnlyMemory<byte>)version)]);
        return vault;
    }
}
