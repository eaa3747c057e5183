using System.Globalization;
using System.Text.RegularExpressions;

namespace EGov.Domain.Audit;

/// <summary>
/// The name of a chain's blob: <c>2026-11-25/10-0-00.jsonl</c> is the first of chain 0 that was begun between ten and eleven, UTC; each chain's very
/// first is <c>begin/0.jsonl</c>.
/// </summary>
/// <param name="Hour">Its beginning; the least instant there is for the very first.</param>
/// <param name="Part">0, or more when an hour needs more blobs: an append blob takes only so many blocks.</param>
public sealed partial record AuditBlobName(int Chain, DateTimeOffset Hour, int Part)
{
    /// <summary>
    /// How many chains there are. Each is written to in turn, and instances of the application that would wait for each other take different ones.
    /// </summary>
    public const int Chains = 4;

    private const string DayFormat = "yyyy-MM-dd";

    public static AuditBlobName First(int chain) => new(chain, DateTimeOffset.MinValue, 0);

    public static DateTimeOffset HourOf(DateTimeOffset instant) => new(instant.UtcDateTime.Date.AddHours(instant.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>The folder of a day's blobs.</summary>
    public static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    public bool IsFirst => Hour == DateTimeOffset.MinValue;

    /// <summary>Where the chain goes on when this blob is ended in that hour. A clock that is behind never leads it back.</summary>
    public AuditBlobName Next(DateTimeOffset hour) => hour > Hour ? new(Chain, hour, 0) : this with { Part = Part + 1 };

    public bool IsBefore(AuditBlobName other) => Hour < other.Hour || (Hour == other.Hour && Part < other.Part);

    public override string ToString() => IsFirst
        ? string.Create(CultureInfo.InvariantCulture, $"begin/{Chain}.jsonl")
        : string.Create(CultureInfo.InvariantCulture, $"{Day(Hour)}/{Hour:HH}-{Chain}-{Part:D2}.jsonl");

    public static AuditBlobName? TryParse(string? text)
    {
        var match = Shape().Match(text ?? string.Empty);
        var name = !match.Success ? null
            : match.Groups["first"].Success ? First(Number(match, "first"))
            : DateTimeOffset.TryParseExact(match.Groups["hour"].Value, $"{DayFormat}/HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour)
                ? new AuditBlobName(Number(match, "chain"), hour, Number(match, "part"))
                : null;
        return name?.Chain < Chains ? name : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(begin/(?<first>[0-9])|(?<hour>[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{2})-(?<chain>[0-9])-(?<part>[0-9]{2,6}))\.jsonl\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
