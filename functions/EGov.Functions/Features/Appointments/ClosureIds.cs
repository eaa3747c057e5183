using System.Security.Cryptography;
using System.Text;

namespace EGov.Functions.Features.Appointments;

/// <summary>How closures are named: after the department and the call's Idempotency-Key, so that a repeated call meets the first one's closure.</summary>
internal static class ClosureIds
{
    private const int Length = 20;

    public static string Of(string department, string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"closure\n{department}\n{idempotencyKey}")).AsSpan(0, Length / 2));

    public static bool IsOne(string closureId) => closureId.Length == Length && closureId.All(char.IsAsciiHexDigitLower);
}
