using EGov.Crash.Histories;
using EGov.Crash.Scenarios;

namespace EGov.Crash.Tests;

/// <summary>The checker is worth what it catches: each way to break the promise is fed to it once.</summary>
public sealed class SubmissionsCheckerTests
{
    private const string Form = "ird-postal-address";
    private const string First = "CDFH3467XY3K";
    private const string Second = "CDFH3467XY4L";

    private static readonly HistoryEntry[] s_history = [Invoked("a"), Accepted("a", First), Invoked("b"), Unknown("b"), Invoked("b"), Accepted("b", Second)];

    private static readonly SubmissionsState s_whole = new(
        [new(First, Form, "person"), new(Second, Form, "person")],
        [new("ird", First), new("ird", Second)],
        [new("ird", First), new("ird", Second)],
        [new("ird", First), new("ird", Second)],
        [new("person", First), new("person", Second)],
        [new("person", First), new("person", Second)],
        [],
        new TrailState([First, Second], null));

    public static TheoryData<string, SubmissionsState> Broken => new()
    {
        { "lost", s_whole with { Submissions = [.. s_whole.Submissions.Skip(1)] } },
        { "undelivered", s_whole with { InboxItems = [.. s_whole.InboxItems.Skip(1)] } },
        { "delivered twice", s_whole with { InboxItems = [.. s_whole.InboxItems, new("td", First)] } },
        { "delivered to another department", s_whole with { InboxItems = [new("td", First), new("ird", Second)] } },
        { "on no shelf", s_whole with { ShelfRows = [.. s_whole.ShelfRows.Skip(1)] } },
        { "on two shelves", s_whole with { ShelfRows = [.. s_whole.ShelfRows, new("ird", First)] } },
        { "not shown by the API", s_whole with { ListedByTheApi = [.. s_whole.ListedByTheApi.Skip(1)] } },
        { "without a notice", s_whole with { Notices = [.. s_whole.Notices.Skip(1)] } },
        { "with two notices", s_whole with { Notices = [.. s_whole.Notices, new("person", First)] } },
        { "told to another person", s_whole with { Notices = [new("another", First), new("person", Second)] } },
        { "missing from the person's cases", s_whole with { CaseLines = [.. s_whole.CaseLines.Skip(1)] } },
        { "that nobody can read", s_whole with { Unreadable = [First] } },
        { "that is not in the audit trail", s_whole with { Trail = new TrailState([Second], null) } },
        { "invented in the audit trail", s_whole with { Trail = new TrailState([First, Second, "ZZZZ3467XY3K"], null) } },
        { "in an audit trail that does not verify", s_whole with { Trail = s_whole.Trail with { Broken = "begin/0.jsonl: is missing" } } },
        { "stored for another form", s_whole with { Submissions = [new(First, "td-driving-licence-renewal", "person"), s_whole.Submissions[1]] } },
        { "invented in an inbox", s_whole with { InboxItems = [.. s_whole.InboxItems, new("ird", "ZZZZ3467XY3K")] } },
        { "invented in a notice", s_whole with { Notices = [.. s_whole.Notices, new("person", "ZZZZ3467XY3K")] } },
        { "invented altogether", Whole("ZZZZ3467XY3K") },
    };

    [Fact]
    public void What_is_whole_is_not_complained_of() => Assert.Empty(Check(s_history, s_whole));

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void A_submission_that_is_not_there_exactly_once_is_complained_of(string how, SubmissionsState state) =>
        Assert.True(Check(s_history, state).Count > 0, $"A submission {how} was not noticed");

    [Fact]
    public void Two_references_for_one_call_are_complained_of() =>
        Assert.NotEmpty(Check([Accepted("a", First), Accepted("a", Second)], s_whole));

    [Fact]
    public void One_reference_for_two_calls_is_complained_of() =>
        Assert.NotEmpty(Check([.. s_history, Accepted("c", First)], s_whole));

    [Fact]
    public void A_call_that_was_accepted_and_refused_is_complained_of() =>
        Assert.NotEmpty(Check([.. s_history, new HistoryEntry(default, 0, HistoryKind.Refused, "a", Form, "chan-tai-man")], s_whole));

    [Fact]
    public void A_refused_call_that_left_a_submission_is_complained_of()
    {
        HistoryEntry[] history = [Accepted("a", First), new(default, 0, HistoryKind.Refused, "b", Form, "chan-tai-man")];

        Assert.Contains(Check(history, s_whole), complaint => complaint.Contains(Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_never_got_an_answer_may_stand_if_it_is_whole()
    {
        HistoryEntry[] history = [Accepted("a", First), Invoked("b"), Unknown("b")];

        Assert.Empty(Check(history, s_whole));
        Assert.NotEmpty(Check(history, s_whole with { InboxItems = [.. s_whole.InboxItems.Take(1)] }));
    }

    private static IReadOnlyList<string> Check(IReadOnlyList<HistoryEntry> history, SubmissionsState state) =>
        SubmissionsChecker.Check(history, state, form => form[..form.IndexOf('-', StringComparison.Ordinal)]);

    private static SubmissionsState Whole(string another) => new(
        [.. s_whole.Submissions, new(another, Form, "person")],
        [.. s_whole.InboxItems, new("ird", another)],
        [.. s_whole.ShelfRows, new("ird", another)],
        [.. s_whole.ListedByTheApi, new("ird", another)],
        [.. s_whole.Notices, new("person", another)],
        [.. s_whole.CaseLines, new("person", another)],
        [],
        new TrailState([.. s_whole.Trail.Received, another], null));

    private static HistoryEntry Invoked(string key) => new(default, 0, HistoryKind.Invoked, key, Form, "chan-tai-man");

    private static HistoryEntry Unknown(string key) => new(default, 0, HistoryKind.Unknown, key, Form, "chan-tai-man");

    private static HistoryEntry Accepted(string key, string reference) =>
        new(default, 0, HistoryKind.Accepted, key, Form, "chan-tai-man", $"{reference[..4]}-{reference[4..8]}-{reference[8..]}");
}
