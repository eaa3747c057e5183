using Azure.Security.KeyVault.Secrets;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>Secrets of a Key Vault, which provisioning put there; read at start. Versions that are disabled are out of use.</summary>
public sealed class KeyVaultSecretVault(SecretClient client) : ISecretVault
{
    public ReadOnlyMemory<byte> Key(string name) => Convert.FromBase64String(client.GetSecret(name).Value.Value);

    public string SigningKey(string name) => client.GetSecret(name).Value.Value;

    public IReadOnlyList<ReadOnlyMemory<byte>> KeyVersions(string name) =>
        [.. SigningKeyVersions(name).Select(text => (ReadOnlyMemory<byte>)Convert.FromBase64String(text))];

    public IReadOnlyList<string> SigningKeyVersions(string name) =>
    [
        .. client.GetPropertiesOfSecretVersions(name)
            .Where(version => version.Enabled is not false)
            .OrderByDescending(version => version.CreatedOn)
            .Select(version => client.GetSecret(name, version.Version).Value.Value),
    ];
}
