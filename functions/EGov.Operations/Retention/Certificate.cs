using System.Text.Json;
using EGov.Domain.Signing;

namespace EGov.Operations.Retention;

/// <summary>What a certificate of destruction says.</summary>
/// <param name="Keys">The fingerprints of the wrapped keys: SHA-256, in hexadecimal.</param>
/// <param name="Files">SHA-256 of the names that the files had in the vault.</param>
public sealed record Certificate(string Reference, string DataClass, string Rule, DateOnly DueOn, DateTimeOffset DestroyedAt, IReadOnlyList<string> Keys, IReadOnlyList<string> Files)
{
    private const string Type = "egov-destruction+jws";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Out of the answer of <c>GET /submissions/{reference}/destruction-certificate</c>, or the bare seal; only what the seal covers is believed.</summary>
    /// <exception cref="OperationRefusedException">It is none, or none that the keys verify.</exception>
    public static Certificate Read(string text, string publicKeys)
    {
        try
        {
            var seal = text.TrimStart().StartsWith('{') ? JsonSerializer.Deserialize<Answer>(text, s_json)!.Seal : text;
            using var keys = PublicKeySet.Read(publicKeys);
            return keys.TryVerify(seal.Trim(), Type, out var payload, out var why)
                ? JsonSerializer.Deserialize<Certificate>(payload, s_json)!
                : throw new OperationRefusedException(why);
        }
        catch (FormatException noKeys)
        {
            throw new OperationRefusedException(noKeys.Message, noKeys);
        }
        catch (JsonException malformed)
        {
            throw new OperationRefusedException("It is no certificate of destruction", malformed);
        }
    }

    private sealed record Answer(string Seal);
}
