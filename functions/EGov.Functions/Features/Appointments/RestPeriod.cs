using System.Security.Cryptography;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// How long seats that were given back stay empty: five minutes to an hour, by chance, so that nobody can hand a place on by giving it back
/// while another one waits for it.
/// </summary>
internal static class RestPeriod
{
    private const int ShortestSeconds = 5 * 60, LongestSeconds = 60 * 60;

    public static DateTimeOffset After(DateTimeOffset now) => now.AddSeconds(RandomNumberGenerator.GetInt32(ShortestSeconds, LongestSeconds));
}
