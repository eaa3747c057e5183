using Azure.Security.KeyVault.Secrets;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>Secrets of a Key Vault, which provisioning put there; read once at start.</summary>
public sealed class KeyVaultSecretVault(SecretClient client) : ISecretVault
{
    public ReadOnlyMemory<byte> Key(string name) => Convert.FromBase64String(client.GetSecret(name).Value.Value);

    public string SigningKey(string name) => client.GetSecret(name).Value.Value;
}
