using System.Security.Cryptography;
using System.Text;

namespace EGov.Simulators.BackOffice;

/// <summary>
/// How full a department's appointments look on one day, by office and offered day in order, in the letters of its public picture: <c>r</c> nothing left,
/// <c>y</c> a few, <c>g</c> many, <c>x</c> no service. From it comes what the department's other channels have given out; the picture tells no numbers, so
/// these are chosen by a rule that always gives the same ones.
/// </summary>
public sealed class QuotaPicture(IReadOnlyDictionary<string, string> lettersByOffice)
{
    /// <summary>Of so many slots one has a place left on a day with a few.</summary>
    private const int FewIsOneSlotIn = 10;

    /// <summary>The picture of the identity card offices on 30 July 2026, from the Immigration Department's public feed.</summary>
    public static QuotaPicture OfIdentityCards()
    {
        using var reader = new StreamReader(typeof(QuotaPicture).Assembly.GetManifestResourceStream("quota.txt")!);
        return new QuotaPicture(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1]));
    }

    /// <summary>What the other channels have given out, if the picture's first day is the first of these dates.</summary>
    /// <param name="dates">The days offered today, in order.</param>
    public IEnumerable<ChannelSession> On(ServicePlan plan, IReadOnlyList<DateOnly> dates) =>
        from office in lettersByOffice
        from day in dates.Zip(office.Value)
        where day.Second is not 'x'
        from session in plan.Sessions(office.Key, day.First)
        select new ChannelSession(plan.Service, office.Key, day.First, session.Id, Seats(day.Second, session, plan.ReleasedAtFirst, $"{office.Key} {day.First:O} {session.Id}"));

    private static int[] Seats(char letter, PlannedSession session, int percent, string name)
    {
        // Seats that are released last are given out too, unless there is plenty: else a full day would not stay full.
        var released = session.Counters * percent / 100;
        var chance = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return
        [
            .. Enumerable.Range(0, session.Slots).Select(slot => letter switch
            {
                'g' => released * (chance[slot % chance.Length] % 6) / 10,
                'y' when slot % FewIsOneSlotIn == chance[0] % Math.Min(FewIsOneSlotIn, session.Slots) => Math.Max(0, released - 1),
                _ => session.Counters,
            }),
        ];
    }
}

/// <summary>Seats of one session that other channels have given out, by slot, as the platform's API takes them.</summary>
public sealed record ChannelSession(string Service, string Office, DateOnly Date, string Session, IReadOnlyList<int> Seats);
