using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.ReportOtherChannels;

/// <summary>
/// Takes a report over, one conditional write a session. All of it is read before anything is written; a call that dies on its way is repeated whole, since
/// a report says what is and not what is added.
/// </summary>
public sealed class ReportOtherChannelsHandler(IRuleLibrary library, ISessionBook book, TimeProvider time)
{
    public const int MostSessions = 1_000;

    private const int MostErrors = 50;
    private const int AtOnce = 16;

    /// <summary>A clock may be a little fast; a report from the far future would shut out all that come after it.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public async Task<Outcome<ChannelsAnswer>> HandleAsync(string department, ReportOtherChannelsCommand command, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (command.AsOf is not { } asOf || asOf > now + MostAhead)
        {
            return new Refusal("report-time-invalid", "asOf");
        }

        if (command.Sessions is not { Count: >= 1 and <= MostSessions } sessions)
        {
            return new Refusal("report-size", "sessions", new Dictionary<string, string> { ["max"] = MostSessions.ToString(CultureInfo.InvariantCulture) });
        }

        var read = Read(department, sessions);
        if (read.Refused is { } defective)
        {
            return defective;
        }

        var answers = new ChannelReport[sessions.Count];
        await Parallel.ForEachAsync(
            read.Value.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, stop) => answers[one.Index] = await TakeAsync(one.Item.Plan, one.Item.Seats, asOf, now, stop));
        return new ChannelsAnswer(
            answers.Count(report => !report.Outdated),
            answers.Count(report => report.Outdated),
            [.. read.Value.Zip(answers).SelectMany(pair => Unplaced(pair.First.Plan, pair.Second))]);
    }

    private static IEnumerable<UnplacedSeats> Unplaced(SessionPlan plan, ChannelReport report) =>
        from missing in report.Missing.Index()
        where missing.Item > 0
        select new UnplacedSeats(plan.Key.Service, plan.Key.Office, plan.Key.Date, plan.Key.Id, AppointmentView.Clock(plan.TimeOf(missing.Index)), missing.Item);

    private Task<ChannelReport> TakeAsync(SessionPlan plan, IReadOnlyList<int> seats, DateTimeOffset asOf, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            plan.Key,
            session =>
            {
                var report = session.Report(plan, seats, asOf, now);
                return ReferenceEquals(report.Next, session)
                    ? new Decision<ChannelReport>(null, report, OnFresh: true)
                    : new Decision<ChannelReport>(report.Next, report);
            },
            cancellation);

    private Outcome<IReadOnlyList<(SessionPlan Plan, IReadOnlyList<int> Seats)>> Read(string department, IReadOnlyList<ChannelSession?> sessions)
    {
        var rules = library.Current;
        var today = HongKong.DateOf(time.GetUtcNow());
        var known = new HashSet<SessionKey>();
        var plans = new List<(SessionPlan, IReadOnlyList<int>)>();
        var errors = new List<Refusal>();
        foreach (var (index, session) in sessions.Index())
        {
            var place = FormattableString.Invariant($"sessions[{index}]");
            var plan = session is { Service: { } service, Office: { } office, Date: { } date, Session: { } id }
                && date >= today && rules.Service(service)?.Department == department
                    ? rules.Plan(new SessionKey(service, office, date, id))
                    : null;
            if (plan is null)
            {
                errors.Add(new Refusal("session-unknown", place));
            }
            else if (!known.Add(plan.Key))
            {
                errors.Add(new Refusal("session-twice", place));
            }
            else if (session!.Seats is not { } seats || seats.Count != plan.Slots || seats.Any(count => count is < 0 or > SessionPlan.MostSeats))
            {
                errors.Add(new Refusal("seats-not-by-slot", $"{place}.seats", new Dictionary<string, string> { ["slots"] = plan.Slots.ToString(CultureInfo.InvariantCulture) }));
            }
            else
            {
                plans.Add((plan, seats));
            }
        }

        return errors.Count == 0
            ? Outcome<IReadOnlyList<(SessionPlan, IReadOnlyList<int>)>>.Of(plans)
            : new Refusal("report-defective", Errors: [.. errors.Take(MostErrors)]);
    }
}
