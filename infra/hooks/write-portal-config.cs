#:property TargetFramework=net10.0
#:property PublishAot=false

// Before the portal is packaged, from what provisioning gave back: tells the portal where the API is and who signs people in, lets its pages talk
// to those and to the quarantine and to nobody else, and says where a weakness is reported. It all lands in public/, which the build copies.
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

const string Broad = "connect-src 'self' https:";
var readable = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

var (api, issuer) = (Value("API_BASE_URL"), $"https://login.microsoftonline.com/{Value("AZURE_TENANT_ID")}/v2.0");
var (blobs, portal, clientId) = (Value("BLOB_ORIGIN"), Value("PORTAL_ORIGIN"), Value("IDENTITY_CLIENT_ID"));
var contact = Environment.GetEnvironmentVariable("EGOV_SECURITY_CONTACT");
if (!string.IsNullOrEmpty(contact) && (!Uri.TryCreate(contact, UriKind.Absolute, out var reached) || reached.Scheme is not ("mailto" or "https" or "tel")))
{
    throw new InvalidOperationException("EGOV_SECURITY_CONTACT is no address to report to, such as mailto:security@example.org or https://example.org/report");
}

Write("config.json", JsonSerializer.Serialize(
    new Dictionary<string, string> { ["apiBase"] = api, ["issuer"] = issuer, ["clientId"] = clientId, ["scope"] = $"openid profile api://{clientId}/use" }, readable));

// azd runs a service's hook in the service's folder.
var site = JsonNode.Parse(File.ReadAllBytes(Path.Combine("..", "infra", "staticwebapp.config.json")))!;
var headers = site["globalHeaders"]!;
var policy = (string)headers["Content-Security-Policy"]!;
if (!policy.Contains($"{Broad};", StringComparison.Ordinal))
{
    throw new InvalidOperationException($"The Content-Security-Policy does not say \"{Broad}\", which is to be narrowed");
}

headers["Content-Security-Policy"] = policy.Replace(Broad, $"connect-src 'self' {Origin(api)} {Origin(blobs)} {Origin(issuer)}", StringComparison.Ordinal);
Write("staticwebapp.config.json", site.ToJsonString(readable));

// RFC 9116. It holds for less than a year, so that it is renewed by deploying and never lies for long about who answers.
var security = Path.Combine(".well-known", "security.txt");
if (string.IsNullOrEmpty(contact))
{
    Console.WriteLine("EGOV_SECURITY_CONTACT is not set: the portal does not say where to report a weakness");
    if (File.Exists(Path.Combine("public", security)))
    {
        File.Delete(Path.Combine("public", security));
    }
}
else
{
    Write(security, $"""
        Contact: {contact}
        Expires: {DateTimeOffset.UtcNow.AddDays(360).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture)}
        Preferred-Languages: en, zh-Hant, zh-Hans
        Canonical: {Origin(portal)}/.well-known/security.txt

        """);
}

static void Write(string name, string text)
{
    var path = Path.Combine("public", name);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
}

static string Origin(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);

static string Value(string name) =>
    Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set: run azd provision first");
