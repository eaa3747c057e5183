using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.PublishRules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments.PublishRules;

public sealed class PublishRulesHandlerTests : IDisposable
{
    private static readonly SessionKey s_morning = new("study-room", "LIB-1", new DateOnly(2026, 12, 1), "am");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private readonly MemoryRuleStore _store = new();
    private readonly InMemory _world = new();
    private readonly RuleLibrary _library;

    public PublishRulesHandlerTests() => _library = new RuleLibrary(_store, NullLogger<RuleLibrary>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task Rules_count_here_as_soon_as_they_are_published()
    {
        var published = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;

        Assert.Equal(1, published.Version);
        Assert.NotNull(_library.Current.Service("study-room"));
        Assert.Equal(("lcsd", "officer", _time.GetUtcNow()), (_store.Publications[0].Department, _store.Publications[0].By, _store.Publications[0].At));
    }

    [Fact]
    public async Task A_repeated_call_gets_the_same_answer_and_publishes_nothing_more()
    {
        var first = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;
        var second = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;

        Assert.Equal(first.ETag, second.ETag);
        Assert.Single(_store.Publications);
    }

    [Fact]
    public async Task Over_a_version_that_the_caller_has_not_seen_nothing_is_published()
    {
        var first = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;
        (await PublishAsync(RuleTexts.Small("lcsd", service: "piano-room"), first.ETag)).Match(_ => true, refusal => throw new InvalidOperationException(refusal.Code));

        Assert.Equal("changed-meanwhile", (await PublishAsync(RuleTexts.Small("lcsd", service: "music-room"), first.ETag)).Refused?.Code);
        Assert.Equal(2, _store.Publications.Count);
    }

    [Fact]
    public async Task Of_two_who_publish_for_one_department_at_once_one_is_told_that_it_changed_meanwhile()
    {
        var state = _library.State;
        _store.Meanwhile = () => _store.Publications.Add(state.Next("lcsd", RuleTexts.Small("lcsd", service: "piano-room").Documents, "another", _time.GetUtcNow()));

        Assert.Equal("changed-meanwhile", (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Refused?.Code);
        Assert.Equal("another", Assert.Single(_store.Publications).By);
    }

    [Fact]
    public async Task Another_departments_publication_in_between_hinders_nobody()
    {
        var state = _library.State;
        _store.Meanwhile = () => _store.Publications.Add(state.Next("td", RuleTexts.Small("td", "TD-1", "road-test").Documents, "another", _time.GetUtcNow()));

        Assert.Equal(2, (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value.Version);
        Assert.NotNull(_library.Current.Service("road-test"));
        Assert.NotNull(_library.Current.Service("study-room"));
    }

    [Fact]
    public async Task Two_departments_that_take_one_name_at_once_do_not_both_get_it()
    {
        var state = _library.State;
        _store.Meanwhile = () => _store.Publications.Add(state.Next("td", RuleTexts.Small("td", "TD-1").Documents, "another", _time.GetUtcNow()));

        AssertDefect(await PublishAsync(RuleTexts.Small("lcsd"), "\"0\""), "services.services[0].id", "duplicate-id");
    }

    [Fact]
    public async Task An_own_publication_whose_answer_was_lost_is_known_again()
    {
        _store.LosesAnswer = true;

        Assert.Equal(1, (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value.Version);
    }

    [Fact]
    public async Task Every_defect_is_told_with_its_place()
    {
        var refusal = (await PublishAsync(
            RuleTexts.Changed("services", node => (node["services"]![0]!["group"], node["services"]![1]!["windows"]) = (9, null)),
            _library.State.Departments["immd"].ETag,
            "immd")).Refused;

        Assert.Equal("rules-defective", refusal?.Code);
        Assert.Equal(["services.services[0].group", "services.services[1].windows"], refusal!.Errors!.Select(error => error.Field).Order());
        Assert.Empty(_store.Publications);
    }

    [Fact]
    public async Task Another_departments_rules_are_no_departments_own() =>
        AssertDefect(await PublishAsync(RuleTexts.Small("td"), "\"0\""), "services.department", "other-department");

    [Fact]
    public async Task An_office_or_service_of_another_department_cannot_be_taken()
    {
        AssertDefect(await PublishAsync(RuleTexts.Small("lcsd", office: "RHK"), "\"0\""), "offices.offices[0].id", "duplicate-id");
        AssertDefect(await PublishAsync(RuleTexts.Small("lcsd", service: "hkic"), "\"0\""), "services.services[0].id", "duplicate-id");
    }

    [Fact]
    public async Task Rules_that_would_leave_bookings_without_a_place_are_refused_with_the_numbers()
    {
        var first = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;
        await BookAsync(2);

        var refusal = (await PublishAsync(RuleTexts.Small("lcsd", service: "piano-room"), first.ETag)).Refused!;

        Assert.Equal(("rules-orphan-bookings", "2", "1"), (refusal.Code, refusal.Values!["seats"], refusal.Values["sessions"]));
        Assert.Equal(("2026-12-01", "LIB-1"), (refusal.Errors![0].Values!["date"], refusal.Errors[0].Values!["office"]));
        Assert.Single(_store.Publications);
        Assert.NotNull(_library.Current.Service("study-room"));
    }

    [Fact]
    public async Task What_changes_nothing_for_the_people_who_booked_is_published()
    {
        var first = (await PublishAsync(RuleTexts.Small("lcsd"), "\"0\"")).Value;
        await BookAsync(2);
        var wider = RuleTexts.Small("lcsd");
        var text = wider.Services.GetRawText().Replace("\"counters\":2", "\"counters\":5", StringComparison.Ordinal);
        Assert.NotEqual(text, wider.Services.GetRawText());

        Assert.Null((await PublishAsync(wider with { Services = System.Text.Json.JsonElement.Parse(text) }, first.ETag)).Refused);
    }

    private static void AssertDefect(Outcome<DepartmentRules> outcome, string place, string defect)
    {
        Assert.Equal("rules-defective", outcome.Refused?.Code);
        Assert.Contains((place, defect), outcome.Refused!.Errors!.Select(error => (error.Values!["place"], error.Values["defect"])));
    }

    private Task<Outcome<DepartmentRules>> PublishAsync(PublishRulesCommand command, string ifMatch, string department = "lcsd") =>
        new PublishRulesHandler(_library, _store, new OrphanSearch(_world, _time), _time).HandleAsync(department, "officer", ifMatch, command, Cancellation);

    private Task<bool> BookAsync(int party) => _world.DecideAsync(
        s_morning,
        session => new Decision<bool>(
            session.Claim(_library.Current.Plan(s_morning)!, ReleasedShare.All, 0, party, new SeatOwner("claim", "person", "reference", "adult"), _time.GetUtcNow(), until: null),
            true),
        Cancellation);
}
