#:package Azure.Identity
#:package Azure.Security.KeyVault.Secrets
#:property TargetFramework=net10.0
#:property PublishAot=false

// By hand, as docs/runbooks/key-rotation.md says: dotnet run infra/hooks/rotate-key.cs NAME
// Gives a key a new version. The versions before it stay enabled: what they sealed is opened with them, what they signed is verified with them.
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

var vaultName = Environment.GetEnvironmentVariable("KEY_VAULT_NAME") is { Length: > 0 } set ? set : throw new InvalidOperationException("KEY_VAULT_NAME is not set: run azd env get-values");
using var inventory = JsonDocument.Parse(File.ReadAllBytes(Path.Combine("infra", "keys.json")));
if (args is not [var key] || !Names("rotatable").Contains(key))
{
    Console.Error.WriteLine($"usage: dotnet run infra/hooks/rotate-key.cs {string.Join('|', Names("rotatable"))}");
    return 2;
}

var vault = new SecretClient(new Uri($"https://{vaultName}.vault.azure.net/"), new DefaultAzureCredential());
var version = (await vault.SetSecretAsync(key, Names("signingKeys").Contains(key) ? SigningKey() : Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))).Value;
Console.WriteLine($"{key}: {version.Properties.Version}");
return 0;

IEnumerable<string?> Names(string kind) => inventory.RootElement.GetProperty(kind).EnumerateArray().Select(one => one.GetString());

static string SigningKey()
{
    using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    return pair.ExportPkcs8PrivateKeyPem();
}
