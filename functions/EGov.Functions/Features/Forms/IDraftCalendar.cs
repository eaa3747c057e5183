namespace EGov.Functions.Features.Forms;

/// <summary>Which drafts to look at on which day: what the daily timer reads instead of all drafts.</summary>
public interface IDraftCalendar
{
    Task PutAsync(DraftDue due, CancellationToken cancellation);

    /// <summary>Everything due on that day or before it.</summary>
    IAsyncEnumerable<DraftDue> DueAsync(DateOnly day, CancellationToken cancellation);

    Task RemoveAsync(DraftDue due, CancellationToken cancellation);
}

/// <summary>One draft to look at, and when.</summary>
/// <param name="Ending">False: the person is to be told. True: the draft is to be deleted.</param>
public sealed record DraftDue(DateOnly Day, string Person, string DraftId, bool Ending);
