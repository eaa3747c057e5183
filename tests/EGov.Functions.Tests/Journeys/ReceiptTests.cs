using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

public sealed class ReceiptTests(Platform platform)
{
    /// <summary>Characters as they are, which is also how a browser writes JSON.</summary>
    private static readonly System.Text.Json.JsonSerializerOptions AsServed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_receipt_is_verified_with_the_published_key_alone_and_attests_what_was_sent()
    {
        var citizen = await platform.CitizenAsync();
        var form = await TestForms.PublishAsync(platform);
        var draft = await citizen.DraftAsync(form);
        var file = TestFiles.Pdf();
        var attachment = await citizen.UploadAsync(draft, "proof", "證明.pdf", file);
        await citizen.SettledAsync(draft, attachment);
        var accepted = (await citizen.SubmitAsync(
            form, new JsonObject { ["name"] = "陳大文 O'Neill + <b>", ["proof"] = new JsonArray(attachment) }, draft)).Is(201);

        var receipt = (await citizen.GetAsync($"submissions/{accepted.Text("reference")}/receipt")).Is(200).Body!;

        // Fetched without a token and only now: whoever holds the receipt needs nothing else.
        var keys = (await (await platform.WithTokenAsync(null)).GetAsync("receipt-keys")).Is(200).Body!["keys"]!.AsArray();
        var attested = Verify((string)receipt["seal"]!, keys);
        foreach (var member in (string[])["reference", "formId", "formVersion", "definitionHash", "submittedAt", "answersDigest"])
        {
            Assert.True(JsonNode.DeepEquals(receipt[member], attested[member]), member);
        }

        Assert.Equal(accepted.Text("definitionHash"), (string?)attested["definitionHash"]);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(file))], attested["files"]!.AsArray().Select(hash => (string)hash!));
        var sent = (await citizen.GetAsync($"submissions/{accepted.Text("reference")}/answers")).Is(200).Body!;
        var digested = Encoding.UTF8.GetBytes((string)sent["salt"]! + sent["answers"]!.ToJsonString(AsServed));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(digested)), (string?)attested["answersDigest"]);
        Assert.StartsWith("<svg", (string)receipt["qr"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_with_one_letter_changed_is_not_believed()
    {
        var citizen = await platform.CitizenAsync();
        var form = await TestForms.PublishAsync(platform);
        var accepted = (await citizen.SubmitAsync(form, new JsonObject { ["name"] = "Chan" })).Is(201);
        var seal = (string)(await citizen.GetAsync($"submissions/{accepted.Text("reference")}/receipt")).Is(200).Body!["seal"]!;
        var keys = (await citizen.GetAsync("receipt-keys")).Is(200).Body!["keys"]!.AsArray();
        var parts = seal.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"formVersion\":1", "\"formVersion\":2", StringComparison.Ordinal);

        Assert.NotNull(Verify(seal, keys));
        Assert.Throws<CryptographicException>(() => Verify($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}", keys));
    }

    /// <summary>JWS, ES256 (RFC 7515, RFC 7518 section 3.4), with nothing of the product.</summary>
    private static JsonNode Verify(string seal, JsonArray keys)
    {
        var parts = seal.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        Assert.Equal("ES256", (string?)header["alg"]);
        var jwk = keys.Single(key => (string?)key!["kid"] == (string?)header["kid"])!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars((string)jwk["x"]!),
                Y = Base64Url.DecodeFromChars((string)jwk["y"]!),
            },
        });
        return key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)
            ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!
            : throw new CryptographicException("The signature does not fit");
    }
}
