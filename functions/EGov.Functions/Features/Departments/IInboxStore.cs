using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Departments;

/// <summary>Each department's inbox: which submissions wait, which somebody has leased, which are being worked on, which are done.</summary>
public interface IInboxStore
{
    /// <summary>Puts one department's submissions in, each once: a repetition changes nothing.</summary>
    Task AddAsync(string department, IReadOnlyList<Arrival> arrivals, CancellationToken cancellation);

    /// <summary>Moves an item to where its case now stands, unless the inbox knows of a later step already.</summary>
    /// <returns>False when the submission has not been delivered yet: try again later.</returns>
    Task<bool> MoveAsync(InboxItem item, int sequence, CancellationToken cancellation);

    /// <summary>The longest waiting item that nobody has leased, leased until then; null when nothing waits.</summary>
    Task<InboxItem?> LeaseAsync(string department, string leaseId, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation);

    /// <param name="continuation">Of the page before; null for the first.</param>
    Task<InboxPage> ListAsync(string department, Shelf shelf, string? formId, string? continuation, int take, CancellationToken cancellation);
}

/// <summary>A submission on its way into an inbox.</summary>
/// <param name="AloneUntil">
/// Until when it cannot have been delivered by anybody else, so that it cannot have been leased or moved on either.
/// </param>
public sealed record Arrival(InboxItem Item, DateTimeOffset AloneUntil);

/// <summary>The parts of an inbox.</summary>
public enum Shelf
{
    /// <summary>Delivered, waiting.</summary>
    New,

    /// <summary>Somebody has leased it and will acknowledge it, or the lease lapses.</summary>
    Leased,

    /// <summary>Acknowledged, being worked on.</summary>
    Open,

    Decided,
}

/// <summary>One submission in a department's inbox.</summary>
public sealed record InboxItem(
    string Department,
    Reference Reference,
    string FormId,
    int FormVersion,
    CaseStatus Status,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? LeasedUntil = null);

/// <summary>A part of a list, and what to ask for the next part with; null at the end.</summary>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, string? Continuation);
