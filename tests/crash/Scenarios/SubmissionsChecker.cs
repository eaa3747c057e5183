using EGov.Crash.Histories;

namespace EGov.Crash.Scenarios;

/// <summary>
/// Holds what people were told against what is there: accepted is stored once, delivered once to the right department, told
/// once to the right person, and recorded in an audit trail that verifies; and nothing is there that nobody was told of, as long as every call got its answer in the end.
/// </summary>
public static class SubmissionsChecker
{
    /// <param name="departmentOf">The department that a form belongs to.</param>
    /// <returns>A sentence for each broken promise.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<HistoryEntry> history, SubmissionsState state, Func<string, string> departmentOf)
    {
        var complaints = new List<string>();
        var accepted = Accepted(history, complaints);
        var answered = history.Where(entry => entry.Kind is HistoryKind.Accepted or HistoryKind.Refused).Select(entry => entry.Key).ToHashSet();
        var unsettled = history.Select(entry => entry.Key).Distinct().Count(key => !answered.Contains(key));

        var submissions = state.Submissions.ToLookup(row => row.Reference);
        var items = state.InboxItems.ToLookup(row => row.Reference, row => row.Department);
        var shelves = state.ShelfRows.ToLookup(row => row.Reference, row => row.Department);
        var listed = state.ListedByTheApi.ToLookup(row => row.Reference, row => row.Department);
        var notices = state.Notices.ToLookup(row => row.Reference, row => row.Person);
        var lines = state.CaseLines.ToLookup(row => row.Reference, row => row.Person);

        // Whoever's call never got an answer may have a submission; if so it has to be whole as well.
        var untold = submissions.Select(rows => rows.Key).Where(reference => !accepted.ContainsKey(reference)).ToList();
        if (untold.Count > unsettled)
        {
            complaints.AddRange(untold.Select(reference => $"{reference} is stored and nobody was told"));
        }

        foreach (var reference in accepted.Keys.Concat(untold))
        {
            var stored = submissions[reference].ToList();
            if (stored is not [var row])
            {
                complaints.Add($"{reference} was accepted and is stored {stored.Count} times");
                continue;
            }

            if (accepted.TryGetValue(reference, out var call) && call.What != row.FormId)
            {
                complaints.Add($"{reference} was accepted for {call.What} and is stored for {row.FormId}");
            }

            var department = departmentOf(row.FormId);
            Once(reference, "in the inboxes", items[reference], department);
            Once(reference, "on the shelves", shelves[reference], department);
            Once(reference, "in the inboxes that the API shows", listed[reference], department);
            Once(reference, "in the notices", notices[reference], row.Person);
            Once(reference, "in the lists of cases", lines[reference], row.Person);
            if (!state.Trail.Received.Contains(reference))
            {
                complaints.Add($"{reference} is not in the audit trail");
            }
        }

        complaints.AddRange(state.Unreadable.Select(reference => $"{reference} was accepted and its answers cannot be read"));
        Invented("in an inbox", items.Select(rows => rows.Key));
        Invented("on a shelf", shelves.Select(rows => rows.Key));
        Invented("in an inbox that the API shows", listed.Select(rows => rows.Key));
        Invented("in a notice", notices.Select(rows => rows.Key));
        Invented("in a list of cases", lines.Select(rows => rows.Key));
        Invented("in the audit trail", state.Trail.Received);
        if (state.Trail.Broken is { } broken)
        {
            complaints.Add($"The audit trail is broken at {broken}");
        }

        return complaints;

        void Once(string reference, string where, IEnumerable<string> found, string right)
        {
            var places = found.ToList();
            if (places is not [var place])
            {
                complaints.Add($"{reference} is {where} {places.Count} times ({string.Join(", ", places)})");
            }
            else if (place != right)
            {
                complaints.Add($"{reference} is {where} of {place} instead of {right}");
            }
        }

        void Invented(string where, IEnumerable<string> references) => complaints.AddRange(
            references.Where(reference => !submissions.Contains(reference)).Select(reference => $"{reference} is {where} and is no submission"));
    }

    private static Dictionary<string, HistoryEntry> Accepted(IReadOnlyList<HistoryEntry> history, List<string> complaints)
    {
        var byReference = new Dictionary<string, HistoryEntry>();
        var byKey = new Dictionary<string, string>();
        var refused = history.Where(entry => entry.Kind is HistoryKind.Refused).Select(entry => entry.Key).ToHashSet();
        foreach (var entry in history.Where(entry => entry.Kind is HistoryKind.Accepted))
        {
            var reference = SubmissionsState.Plain(entry.Result!);
            if (byKey.TryGetValue(entry.Key, out var before) && before != reference)
            {
                complaints.Add($"The call {entry.Key} was answered with {before} and with {reference}");
            }

            if (byReference.TryGetValue(reference, out var other) && other.Key != entry.Key)
            {
                complaints.Add($"{reference} was given to the calls {other.Key} and {entry.Key}");
            }

            if (refused.Contains(entry.Key))
            {
                complaints.Add($"The call {entry.Key} was accepted as {reference} and refused");
            }

            byKey[entry.Key] = reference;
            byReference[reference] = entry;
        }

        return byReference;
    }
}
