using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Accounts;

/// <summary>What a person has under way and what has happened, made from events alone: it could be dropped and made again.</summary>
public interface ITimelineStore
{
    /// <summary>Notes what has happened to a person, each once, and brings the lines of the cases up to date.</summary>
    Task RecordAsync(string person, IReadOnlyList<Happening> happenings, CancellationToken cancellation);

    /// <summary>The person's cases, the newest first.</summary>
    Task<TimelinePage<CaseLine>> CasesAsync(string person, string? continuation, CancellationToken cancellation);

    /// <summary>What has happened, the latest first.</summary>
    Task<TimelinePage<Notice>> NoticesAsync(string person, string? continuation, CancellationToken cancellation);
}

/// <summary>A notice to be noted; when it is about a case, with the case's line and the step's place in its history.</summary>
public sealed record Happening(Notice Notice, CaseLine? Line = null, int Sequence = 0);

/// <summary>One thing that happened, worth telling the person.</summary>
/// <param name="FormId">What it is about is a form, or (<paramref name="Service"/>) a service that appointments are made for.</param>
/// <param name="NoticeId">The event's id: there is one notice for one event.</param>
public sealed record Notice(
    string NoticeId,
    DateTimeOffset At,
    string Event,
    string? Reference,
    string? FormId,
    int? FormVersion,
    string? DraftId,
    string? Service = null);

/// <summary>One case in the person's list.</summary>
public sealed record CaseLine(
    Reference Reference,
    string FormId,
    int FormVersion,
    string Department,
    CaseStatus Status,
    DateTimeOffset SubmittedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A part of a list, and what to ask for the next part with; null at the end.</summary>
public sealed record TimelinePage<T>(IReadOnlyList<T> Items, string? Continuation);
