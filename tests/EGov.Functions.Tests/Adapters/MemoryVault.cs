using System.Collections.Concurrent;
using System.Security.Cryptography;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Adapters;

/// <summary>Secrets for as long as the run lasts.</summary>
internal sealed class MemoryVault : ISecretVault
{
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();

    public ReadOnlyMemory<byte> Key(string name) => _keys.GetOrAdd(name, _ => RandomNumberGenerator.GetBytes(32));

    public string SigningKey(string name) => throw new NotSupportedException("No adapter signs");

    public IReadOnlyList<ReadOnlyMemory<byte>> KeyVersions(string name) => [Key(name)];

    public IReadOnlyList<string> SigningKeyVersions(string name) => [SigningKey(name)];
}
