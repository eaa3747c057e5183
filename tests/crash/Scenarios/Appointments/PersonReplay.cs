namespace EGov.Crash.Scenarios.Appointments;

/// <summary>Goes through everything that one person asked and was told, and finds what cannot all be true.</summary>
public sealed class PersonReplay
{
    private readonly string _who;
    private readonly List<string> _complaints;
    private readonly Dictionary<string, string> _placesOfKeys = [];
    private readonly Dictionary<string, string> _referencesOfKeys = [];
    private readonly Dictionary<string, Possession> _latest = [];
    private Possession? _current;

    public PersonReplay(string who, List<string> complaints) => (_who, _complaints) = (who, complaints);

    /// <summary>Every seat that the person had or may have had.</summary>
    public List<Possession> Possessions { get; } = [];

    /// <summary>Calls that were told that a place is full.</summary>
    public List<AppointmentOperation> FoundFull { get; } = [];

    public void Take(AppointmentOperation operation)
    {
        switch (operation.Act.Verb)
        {
            case AppointmentVerb.Hold:
                Hold(operation);
                break;
            case AppointmentVerb.Confirm:
                Confirm(operation);
                break;
            case AppointmentVerb.Change:
                Change(operation);
                break;
            case AppointmentVerb.Cancel:
                Cancel(operation);
                break;
            default:
                Look(operation);
                break;
        }
    }

    private void Hold(AppointmentOperation hold)
    {
        var known = _placesOfKeys.GetValueOrDefault(hold.Key);
        _placesOfKeys.TryAdd(hold.Key, hold.Act.Place!);
        if (hold.Seen is { } seen)
        {
            if (known is not null && known != hold.Act.Place)
            {
                Complain($"was held {hold.Act.Place} by the call {hold.Key}, which had asked for {known} before");
            }

            var before = _referencesOfKeys.GetValueOrDefault(hold.Key);
            _referencesOfKeys[hold.Key] = seen.Reference;
            if (before is null)
            {
                Hold(hold, seen);
            }
            else if (before != seen.Reference)
            {
                Complain($"was given {before} and {seen.Reference} by one call");
            }
            else
            {
                Look(hold);
            }

            return;
        }

        switch (hold.Refusal)
        {
            case "slot-taken" when !_referencesOfKeys.ContainsKey(hold.Key):
                FoundFull.Add(hold);
                if (_current is { Booked: false } other)
                {
                    (other.Doubtful, other.SurelyTo) = (true, Earlier(other.SurelyTo, hold.Begun));
                }

                break;
            case "already-booked" when _current is { Counts: true }:
            case "idempotency-key-reused" when known is not null && known != hold.Act.Place:
                // Seats are taken before it is known whose they would be: for a moment they may have been.
                Possessions.Add(new Possession(_who, hold.Key, hold.Act.Place!) { MaybeFrom = hold.Begun, SurelyFrom = DateTimeOffset.MaxValue, MaybeTo = hold.Answered });
                break;
            case "hold-lapsed" or "appointment-ended" when _referencesOfKeys.TryGetValue(hold.Key, out var old) && _latest[old] is var past && (past.Over || past.HeldUntil <= hold.Answered):
                break;
            default:
                Complain($"asked for {hold.Act.Place} and was refused with {hold.Refusal}, which is not so");
                break;
        }
    }

    private void Hold(AppointmentOperation hold, SeenAppointment seen)
    {
        if (seen.Place != hold.Act.Place || seen.Status is not "held" || seen.HeldUntil is not { } until)
        {
            Complain($"asked to hold {hold.Act.Place} and was told: {seen}");
            return;
        }

        if (_current is { Counts: true } booked)
        {
            Complain($"holds {seen.Place} though {booked.Place} is booked");
        }
        else if (_current is { Over: false } other)
        {
            other.GiveBack(hold);
        }

        Has(new Possession(_who, seen.Reference, seen.Place)
        {
            MaybeFrom = hold.Begun,
            SurelyFrom = hold.Answered,
            SurelyTo = until,
            MaybeTo = until,
            HeldUntil = until,
        });
    }

    private void Confirm(AppointmentOperation confirmation)
    {
        if (_latest.GetValueOrDefault(confirmation.Act.Reference!) is not { } hold)
        {
            Complain($"confirmed {confirmation.Act.Reference}, which was never held");
            return;
        }

        if (confirmation.Seen is { } seen)
        {
            if (seen.Status is not "booked" || seen.Place != hold.Place)
            {
                Complain($"confirmed {hold.Place} and was told: {seen}");
            }

            if (hold.Over)
            {
                Complain($"confirmed {hold.Place} after it was given up");
            }
            else if (hold.Booked && hold.ConfirmedBy != confirmation.Key)
            {
                Complain($"confirmed {hold.Place} by two calls");
            }
            else if (!hold.Booked)
            {
                if (confirmation.Begun >= hold.HeldUntil)
                {
                    Complain($"confirmed {hold.Place} after the hold had lapsed");
                }

                hold.Book(confirmation.Key);
            }

            return;
        }

        switch (confirmation.Refusal)
        {
            case "already-confirmed" when hold.Booked && hold.ConfirmedBy != confirmation.Key:
            case "hold-lapsed" when !hold.Booked && (hold.Over || hold.Doubtful || confirmation.Answered >= hold.HeldUntil):
                break;
            default:
                Complain($"confirmed {hold.Place} and was refused with {confirmation.Refusal}, which is not so");
                break;
        }
    }

    private void Change(AppointmentOperation change)
    {
        var old = _latest[change.Act.Reference!];
        var place = change.Act.Place!;
        if (change.Seen is { } seen)
        {
            if (seen.Status is not "booked" || seen.Place != place || seen.Reference != old.Reference)
            {
                Complain($"moved to {place} and was told: {seen}");
            }

            old.GiveBack(change);
            Has(new Possession(_who, old.Reference, place)
            {
                MaybeFrom = change.Begun,
                SurelyFrom = change.Answered,
                SurelyTo = DateTimeOffset.MaxValue,
                MaybeTo = DateTimeOffset.MaxValue,
                Booked = true,
            });
            return;
        }

        if (change.Refusal is "slot-taken")
        {
            FoundFull.Add(change);
        }
        else if (change.Refusal is not "changed-meanwhile" || !old.Counts)
        {
            Complain($"moved from {old.Place} to {place} and was refused with {change.Refusal}, which is not so");
        }

        if (change.Tries > 1 || change.Refusal is not "slot-taken")
        {
            // A try that came to nothing may have had the new seat until its promise was settled, and then the seat rests.
            Possessions.Add(new Possession(_who, old.Reference, place)
            {
                MaybeFrom = change.Begun,
                SurelyFrom = DateTimeOffset.MaxValue,
                MaybeTo = change.Answered + Rests.Settling + Rests.Longest,
            });
        }
    }

    private void Cancel(AppointmentOperation cancellation)
    {
        var old = _latest[cancellation.Act.Reference!];
        if (cancellation.Seen is { } seen)
        {
            if (seen.Status is not "cancelled")
            {
                Complain($"cancelled {old.Place} and was told: {seen}");
            }

            old.GiveBack(cancellation);
        }
        else if (cancellation.Refusal is not "changed-meanwhile" && !(cancellation.Refusal is "appointment-ended" && !old.Booked && (old.Doubtful || old.HeldUntil <= cancellation.Answered)))
        {
            Complain($"cancelled {old.Place} and was refused with {cancellation.Refusal}, which is not so");
        }
    }

    /// <summary>What is shown must be what the person was told before.</summary>
    private void Look(AppointmentOperation look)
    {
        var seen = look.Seen;
        if (_current is not { } current)
        {
            if (seen?.Status is "held" or "booked")
            {
                Complain($"was refused everything and is shown: {seen}");
            }

            return;
        }

        var right = current switch
        {
            { Counts: true } => seen is { Status: "booked" } && seen.Reference == current.Reference && seen.Place == current.Place,
            { Over: true } => seen is null || (seen is { Status: "cancelled" or "lapsed" } && seen.Reference == current.Reference),
            { Doubtful: true } => seen?.Status is not "booked",
            _ when look.Answered < current.HeldUntil => seen is { Status: "held" } && seen.Reference == current.Reference && seen.Place == current.Place,
            _ => seen?.Status is not "booked",
        };
        if (!right)
        {
            Complain($"has {current.Place} ({(current.Over ? "given back" : current.Booked ? "booked" : "held")}) and is shown: {seen?.ToString() ?? look.Refusal}");
        }
    }

    private void Has(Possession possession)
    {
        _current = possession;
        _latest[possession.Reference] = possession;
        Possessions.Add(possession);
    }

    private void Complain(string what) => _complaints.Add($"{_who} {what}");

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
