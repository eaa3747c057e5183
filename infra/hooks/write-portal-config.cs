#:property TargetFramework=net10.0
#:property PublishAot=false

// Before the portal is packaged: tells it where the API is and who signs people in, from what provisioning gave back.
using System.Text.Json;

var clientId = Value("IDENTITY_CLIENT_ID");
var config = new Dictionary<string, string>
{
    ["apiBase"] = Value("API_BASE_URL"),
    ["issuer"] = $"https://login.microsoftonline.com/{Value("AZURE_TENANT_ID")}/v2.0",
    ["clientId"] = clientId,
    ["scope"] = $"openid profile api://{clientId}/use",
};

// azd runs a service's hook in the service's folder.
File.WriteAllText(Path.Combine("public", "config.json"), JsonSerializer.Serialize(config));

static string Value(string name) =>
    Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set: run azd provision first");
