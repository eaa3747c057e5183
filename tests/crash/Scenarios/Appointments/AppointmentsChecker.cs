using EGov.Crash.Histories;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>
/// Holds what people were told against each other and against what is stored: at no instant more people surely had a place than it has seats,
/// nobody was told that a place is full while it surely was not, who was told that they have a seat has it, and no seat is lost to nobody.
/// </summary>
public static class AppointmentsChecker
{
    /// <summary>A process may refuse on what it learnt a second ago.</summary>
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(1);

    /// <returns>A sentence for each contradiction.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<HistoryEntry> history, AppointmentsState state)
    {
        var complaints = new List<string>();
        var people = new List<PersonReplay>();
        foreach (var operations in AppointmentOperation.Of(history))
        {
            var person = new PersonReplay(operations.Key, complaints);
            foreach (var operation in operations)
            {
                person.Take(operation);
            }

            people.Add(person);
        }

        var possessions = people.SelectMany(person => person.Possessions).ToList();
        complaints.AddRange(GivenToTwo(possessions));
        foreach (var place in state.Seats.Keys)
        {
            var here = new PlaceReplay(
                place,
                state.Seats[place],
                [.. possessions.Where(possession => possession.Place == place)],
                [.. state.Strangers.Where(stranger => stranger.Place == place)]);
            complaints.AddRange(here.Oversold());
            complaints.AddRange(people.SelectMany(person => person.FoundFull)
                .Where(refused => refused.Act.Place == place && !here.MayHaveBeenFull(refused.Tried - s_stale, refused.Answered))
                .Select(refused => $"{refused.Who} was told that {place} is full while it was not"));
        }

        complaints.AddRange(Stored(possessions, state));
        return complaints;
    }

    private static IEnumerable<string> GivenToTwo(IEnumerable<Possession> possessions) =>
        from possession in possessions
        group possession.Who by possession.Reference into owners
        where owners.Distinct().Count() > 1
        select $"{owners.Key} was given to {string.Join(" and ", owners.Distinct())}";

    private static IEnumerable<string> Stored(List<Possession> possessions, AppointmentsState state)
    {
        var byReference = possessions.ToLookup(possession => possession.Reference.Replace("-", "", StringComparison.Ordinal));
        var strangers = state.Strangers.Select(stranger => (stranger.Place, stranger.Reference)).ToHashSet();
        var taken = state.Rows.Where(seat => seat.IsTaken(state.At)).ToList();
        foreach (var twice in taken.GroupBy(seat => (seat.Place, seat.Number)).Where(seats => seats.Count() > 1))
        {
            yield return $"Seat {twice.Key.Number} of {twice.Key.Place} is taken by {string.Join(" and ", twice.Select(seat => seat.Reference))}";
        }

        foreach (var seat in taken.Where(seat => seat.Number >= state.Seats[seat.Place]))
        {
            yield return $"{seat.Place} has no seat {seat.Number}, and {seat.Reference} has it";
        }

        foreach (var seat in taken.Where(seat => !strangers.Contains((seat.Place, seat.Reference))))
        {
            var owners = byReference[seat.Reference].Where(possession => possession.Place == seat.Place).ToList();
            var right = seat.State switch
            {
                StoredSeatState.Booked => owners.Any(owner => owner.Counts),
                StoredSeatState.Held => owners.Any(owner => !owner.Booked && owner.Maybe(state.At)),
                _ => owners.Any(owner => !owner.Counts && owner.Maybe(state.At)),
            };
            if (!right)
            {
                yield return $"A seat of {seat.Place} is {seat.State} for {seat.Reference}, and nobody was told so";
            }
        }

        var booked = taken.Where(seat => seat.State is StoredSeatState.Booked).ToLookup(seat => seat.Reference);
        foreach (var owner in possessions.Where(possession => possession.Counts && state.Seats.ContainsKey(possession.Place)))
        {
            var seats = booked[owner.Reference.Replace("-", "", StringComparison.Ordinal)].Select(seat => seat.Place).ToList();
            if (seats is not [var only] || only != owner.Place)
            {
                yield return $"{owner.Who} was told that {owner.Place} is booked as {owner.Reference}; stored are {seats.Count} seats ({string.Join(", ", seats)})";
            }
        }

        foreach (var (place, seats) in state.Seats)
        {
            var free = seats - taken.Count(seat => seat.Place == place);
            if (free > 0)
            {
                yield return $"{free} seats of {place} are left to nobody, though everybody wanted them";
            }

            if (state.Free.GetValueOrDefault(place) != Math.Max(0, free))
            {
                yield return $"Availability says that {state.Free.GetValueOrDefault(place)} seats of {place} are free; {free} are";
            }
        }
    }
}
