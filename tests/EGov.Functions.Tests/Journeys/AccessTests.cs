using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EGov.Testing;
using Microsoft.IdentityModel.Tokens;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Who gets in, and to what.</summary>
public sealed class AccessTests(Platform platform)
{
    private const string Form = "immd-birth-certificate-copy";

    public static TheoryData<string> BadTokens =>
        ["none", "empty", "nonsense", "expired", "not yet", "tampered", "own key", "own key under its name", "other audience", "other issuer", "unsigned", "public key as secret"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_is_not_wholly_right_lets_nobody_in(string fault)
    {
        var token = await BadTokenAsync(fault);

        foreach (var path in (string[])["me", "drafts", "departments/immd/inbox", "submissions/CDFH-3467-XY3K"])
        {
            var refused = (await (await platform.WithTokenAsync(token)).GetAsync(path)).Refuses("sign-in-required").Is(401);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task A_right_token_lets_its_bearer_in_and_says_who_it_is()
    {
        var me = (await (await platform.PersonaAsync("officer-td-lau")).GetAsync("me")).Is(200).Body!;

        Assert.Equal("Lau Chi Wai", (string?)me["name"]);
        Assert.Equal("td", (string?)me["department"]);
        Assert.Equal(["see-own-identity", "handle-submissions", "manage-appointments"], me["permissions"]!.AsArray().Select(permission => (string)permission!));
    }

    [Theory]
    [InlineData("GET", "nowhere", "route-unknown", null)]
    [InlineData("POST", "forms/none/versions/x", "method-not-allowed", "GET")]
    [InlineData("GET", "forms/none/versions/first", "route-unknown", null)]
    [InlineData("PATCH", "drafts", "method-not-allowed", "GET, POST")]
    [InlineData("POST", "Drafts/abc", "method-not-allowed", "DELETE, GET, PUT")]
    public async Task A_wrong_address_or_method_is_a_problem_document_too(string method, string path, string code, string? allowed)
    {
        var caller = await platform.WithTokenAsync(null);

        var reply = (await caller.SendAsync(new HttpMethod(method), path, null, ("Accept-Language", "zh-HK"))).Refuses(code);

        Assert.Equal("zh-Hant-HK", Assert.Single(reply.ContentHeaders.ContentLanguage));
        Assert.Equal(allowed, reply.ContentHeaders.Allow.Count == 0 ? null : string.Join(", ", reply.ContentHeaders.Allow));
    }

    [Fact]
    public async Task A_citizen_has_no_business_on_the_officers_side_nor_an_officer_on_the_citizens()
    {
        var citizen = await platform.CitizenAsync();
        var officer = await platform.OfficerAsync("immd");
        var desk = await platform.PersonaAsync("help-desk-kwok");

        foreach (var caller in (Caller[])[citizen, desk])
        {
            (await caller.GetAsync("departments/immd/inbox")).Refuses("not-permitted").Is(403);
            (await caller.PostAsync("departments/immd/leases", new { })).Refuses("not-permitted");
            (await caller.GetAsync("departments/immd/submissions/CDFH-3467-XY3K")).Refuses("not-permitted");
            (await caller.DoAsync("departments/immd/submissions/CDFH-3467-XY3K/decision", new { outcome = "approved", reason = "x" })).Refuses("not-permitted");
        }

        (await officer.GetAsync("drafts")).Refuses("not-permitted").Is(403);
        (await officer.DoAsync("submissions", new { })).Refuses("not-permitted");
        (await desk.GetAsync("cases")).Refuses("not-permitted");
    }

    [Fact]
    public async Task An_officer_without_a_department_or_of_another_one_finds_nothing_and_leaves_no_access()
    {
        var citizen = await platform.CitizenAsync();
        var reference = (await citizen.SubmitAsync(Form, FormAnswers.Read(Form))).Is(201).Text("reference");
        Caller[] strangers =
        [
            await platform.OfficerAsync("td"),
            await platform.OfficerAsync("ird"),
            await platform.WithTokenAsync(await platform.TokenAsync("Officer")),
        ];

        foreach (var stranger in strangers)
        {
            foreach (var department in (string[])["immd", "td", "IMMD", "immd%2F..%2Ftd"])
            {
                var theirs = $"departments/{department}/submissions/{reference}";
                (await stranger.GetAsync(theirs)).Refuses("not-found").Is(404);
                (await stranger.GetAsync($"{theirs}/attachments/abcdefghijklmnopqrst")).Refuses("not-found");
                (await stranger.DoAsync($"{theirs}/acknowledgement", new { })).Refuses("not-found");
                (await stranger.DoAsync($"{theirs}/questions", new { text = "?" })).Refuses("not-found");
                (await stranger.DoAsync($"{theirs}/decision", new { outcome = "refused", reason = "x" })).Refuses("not-found");
            }

            (await stranger.GetAsync("departments/immd/inbox")).Refuses("not-found");
            (await stranger.PostAsync("departments/immd/leases", new { })).Refuses("not-found");
        }

        var own = (await citizen.GetAsync($"submissions/{reference}")).Is(200).Body!;
        Assert.Equal("received", (string?)own["status"]);
        Assert.Empty(own["accesses"]!.AsArray());
    }

    [Fact]
    public async Task The_officers_own_department_under_another_name_is_not_found()
    {
        var officer = await platform.OfficerAsync("immd");
        var citizen = await platform.CitizenAsync();
        var reference = (await citizen.SubmitAsync("ird-postal-address", FormAnswers.Read("ird-postal-address"))).Is(201).Text("reference");

        // The right department in the path, another department's case behind the reference.
        (await officer.GetAsync($"departments/immd/submissions/{reference}")).Refuses("not-found");
        (await officer.DoAsync($"departments/immd/submissions/{reference}/acknowledgement", new { })).Refuses("not-found");
    }

    [Fact]
    public async Task Anyone_sees_the_forms_the_departments_the_keys_and_that_the_service_serves()
    {
        var anyone = await platform.WithTokenAsync(null);

        Assert.Equal("healthy", (await anyone.GetAsync("health/live")).Is(200).Text("status"));
        Assert.Equal(
            """{"status":"healthy","checks":{"blobs":"healthy","bus":"healthy","secrets":"healthy","tables":"healthy"}}""",
            (await anyone.GetAsync("health/ready")).Is(200).Body!.ToJsonString());
        Assert.Equal(6, (await anyone.GetAsync("departments")).Is(200).Body!["departments"]!.AsArray().Count);
        Assert.True((await anyone.GetAsync("forms")).Is(200).Body!["forms"]!.AsArray().Count >= 9);
        Assert.NotEmpty((await anyone.GetAsync("receipt-keys")).Is(200).Body!["keys"]!.AsArray());
    }

    private async Task<string?> BadTokenAsync(string fault)
    {
        var right = await platform.TokenAsync();
        var parts = right.Split('.');
        switch (fault)
        {
            case "none":
                return null;
            case "empty":
                return string.Empty;
            case "nonsense":
                return "a.b.c";
            case "expired":
                return await platform.TokenAsync(lifetime: TimeSpan.FromMinutes(-1));
            case "not yet":
                return await platform.TokenAsync(lifetime: TimeSpan.FromHours(3));
            case "tampered":
                var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
                payload["roles"] = new JsonArray("Citizen", "Officer", "ContentEditor");
                return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()))}.{parts[2]}";
            case "own key":
                return await platform.TokenAsync(key: OwnKey("mine"));
            case "own key under its name":
                return await platform.TokenAsync(key: OwnKey((await platform.SigningKeyAsync()).KeyId));
            case "other audience":
                return await platform.TokenAsync(audience: "api://other");
            case "other issuer":
                return await platform.TokenAsync(issuer: "https://issuer.example/");
            case "unsigned":
                return $"{Base64Url.EncodeToString("""{"alg":"none","typ":"at+jwt"}"""u8)}.{parts[1]}.";
            case "public key as secret":
                var header = $$"""{"alg":"HS256","typ":"at+jwt","kid":"{{(await platform.SigningKeyAsync()).KeyId}}"}""";
                var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{parts[1]}";
                using (var rsa = RSA.Create((await platform.SigningKeyAsync()).Parameters))
                {
                    var secret = Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
                    return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }
    }

    private static RsaSecurityKey OwnKey(string id)
    {
        using var rsa = RSA.Create(2048);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true)) { KeyId = id };
    }
}
