#:package Azure.Identity
#:package Azure.Security.KeyVault.Secrets
#:property TargetFramework=net10.0
#:property PublishAot=false

// After provisioning: makes each key of keys.json that the vault does not have yet. A key that is there is never touched,
// because what it sealed or derived would be lost with it.
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

var name = Environment.GetEnvironmentVariable("KEY_VAULT_NAME") is { Length: > 0 } set ? set : throw new InvalidOperationException("KEY_VAULT_NAME is not set: run azd provision first");
var vault = new SecretClient(new Uri($"https://{name}.vault.azure.net/"), new DefaultAzureCredential());
using var inventory = JsonDocument.Parse(File.ReadAllBytes(Path.Combine("infra", "keys.json")));

foreach (var key in Names("keys"))
{
    await MakeAsync(key, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
}

foreach (var key in Names("signingKeys"))
{
    await MakeAsync(key, () =>
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return pair.ExportPkcs8PrivateKeyPem();
    });
}

IEnumerable<string> Names(string kind) => inventory.RootElement.GetProperty(kind).EnumerateArray().Select(one => one.GetString()!);

async Task MakeAsync(string key, Func<string> make)
{
    try
    {
        await vault.GetSecretAsync(key);
        Console.WriteLine($"{key}: there");
    }
    catch (RequestFailedException missing) when (missing.Status == 404)
    {
        await vault.SetSecretAsync(key, make());
        Console.WriteLine($"{key}: made");
    }
}
