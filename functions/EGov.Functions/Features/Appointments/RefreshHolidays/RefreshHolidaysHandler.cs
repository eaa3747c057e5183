using EGov.Domain;
using EGov.Domain.Appointments;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Appointments.RefreshHolidays;

/// <summary>
/// Puts gazetted holidays into the calendar of every department: a publication of its own, like an officer's. It is not held back by bookings, since the
/// office will be closed; they stay as they are, the log says how many, and the rules' page counts them until their people have other seats.
/// </summary>
/// <param name="feeds">None where no feed is configured.</param>
public sealed partial class RefreshHolidaysHandler(
    IEnumerable<IHolidayFeed> feeds,
    IRuleLibrary library,
    IRuleStore store,
    OrphanSearch orphans,
    TimeProvider time,
    ILogger<RefreshHolidaysHandler> logger)
{
    private const string Name = "RefreshHolidays";
    private const int Attempts = 4;

    public async Task HandleAsync(CancellationToken cancellation)
    {
        foreach (var feed in feeds)
        {
            var reading = await feed.ReadAsync(cancellation);
            if (reading.Fault is { } fault)
            {
                Unreadable(fault);
                continue;
            }

            await library.RefreshAsync(cancellation);
            foreach (var department in library.State.Departments.Keys)
            {
                await RefreshAsync(department, reading.Holidays, cancellation);
            }
        }
    }

    private async Task RefreshAsync(string department, IReadOnlyCollection<Holiday> holidays, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = library.State;
            var before = state.Departments[department];
            var now = time.GetUtcNow();
            var merge = HolidayMerge.Of(before.Documents.Calendar!, holidays, HongKong.DateOf(now));
            if (merge.Calendar is not { } calendar)
            {
                if (merge.Fault is { } fault)
                {
                    NotTaken(department, fault);
                }

                return;
            }

            var documents = before.Documents with { Calendar = new BinaryData(calendar) };
            if (documents.Read().Book is not { } after)
            {
                NotTaken(department, "defective");
                return;
            }

            var orphaned = await orphans.OfChangeAsync(before.Book, after, cancellation);
            var added = await store.AddAsync(state.Next(department, documents, Name, now), cancellation);
            await library.RefreshAsync(cancellation);
            if (added)
            {
                Taken(department, string.Join(' ', merge.Added.Select(Written)), string.Join(' ', merge.Removed.Select(Written)), orphaned.Sum(one => one.Seats), orphaned.Count);
                return;
            }
        }
    }

    private static string Written(DateOnly date) => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The general holidays could not be read: {Fault}. Nothing was changed")]
    private partial void Unreadable(string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The general holidays that were read cannot be right for {Department}: {Fault}. Nothing was changed")]
    private partial void NotTaken(string department, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The calendar of {Department} has new holidays ({Added}) and some no more ({Removed}); {Seats} taken seats in {Sessions} sessions have no place any more")]
    private partial void Taken(string department, string added, string removed, int seats, int sessions);
}
