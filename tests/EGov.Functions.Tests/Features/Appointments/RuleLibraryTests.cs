using EGov.Functions.Features.Appointments;
using Microsoft.Extensions.Logging.Abstractions;

namespace EGov.Functions.Tests.Features.Appointments;

public sealed class RuleLibraryTests : IDisposable
{
    private readonly MemoryRuleStore _store = new();
    private readonly RuleLibrary _library;

    public RuleLibraryTests() => _library = new RuleLibrary(_store, NullLogger<RuleLibrary>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task The_rules_of_the_build_count_while_nothing_was_published()
    {
        await _library.RefreshAsync(Cancellation);

        var immd = Assert.Single(_library.State.Departments).Value;
        Assert.Equal(("immd", 0), (immd.Department, immd.Version));
        Assert.NotNull(_library.Current.Service("hkic"));
    }

    [Fact]
    public async Task What_a_department_published_counts_after_one_look_and_the_other_departments_stay_as_they_were()
    {
        var before = _library.Current;
        await PublishAsync("lcsd", RuleTexts.Small("lcsd").Documents);

        Assert.NotNull(_library.Current.Service("study-room"));
        Assert.NotNull(_library.Current.Service("hkic"));
        Assert.Null(before.Service("study-room"));
        Assert.Equal([("immd", 0), ("lcsd", 1)], _library.State.Departments.Values.Select(one => (one.Department, one.Version)).Order());
    }

    [Fact]
    public async Task Of_several_publications_the_last_one_of_each_department_counts()
    {
        var calendar = RuleTexts.Changed("calendar", node => node["knownUntil"] = "2028-12-31").Documents;
        await _store.AddAsync(_library.State.Next("lcsd", RuleTexts.Small("lcsd").Documents, "a", default), Cancellation);
        using var another = new RuleLibrary(_store, NullLogger<RuleLibrary>.Instance);
        await another.RefreshAsync(Cancellation);
        await _store.AddAsync(another.State.Next("immd", calendar, "b", default), Cancellation);
        await another.RefreshAsync(Cancellation);
        await _store.AddAsync(another.State.Next("lcsd", RuleTexts.Small("lcsd", service: "piano-room").Documents, "c", default), Cancellation);

        await _library.RefreshAsync(Cancellation);

        Assert.Equal((3, 2, 3), (_library.State.Last, _library.State.Departments["immd"].Version, _library.State.Departments["lcsd"].Version));
        Assert.NotNull(_library.Current.Service("piano-room"));
        Assert.Null(_library.Current.Service("study-room"));
    }

    /// <summary>Else a build with new services would never reach a department whose calendar was once brought up to date.</summary>
    [Fact]
    public async Task A_document_that_the_department_left_alone_stays_the_builds_own()
    {
        await PublishAsync("immd", RuleTexts.Changed("calendar", node => node["knownUntil"] = "2028-12-31").Documents);

        Assert.Equal(["calendar"], _library.State.Departments["immd"].Published.Names);
        Assert.Equal(["calendar"], _store.Publications[0].Changed);
    }

    [Fact]
    public async Task Whoever_changes_the_services_keeps_the_offices_that_they_name()
    {
        await PublishAsync("immd", RuleTexts.Changed("services", node => node["services"]![0]!["group"] = 4).Documents);

        Assert.Equal(["offices", "services"], _library.State.Departments["immd"].Published.Names);
        Assert.Equal(["services"], _store.Publications[0].Changed);
    }

    [Fact]
    public async Task A_publication_that_this_build_cannot_read_leaves_in_use_what_counted_before()
    {
        await PublishAsync("immd", RuleTexts.Changed("services", node => node["services"]![0]!["group"] = "many").Documents);

        Assert.NotNull(_library.Current.Service("hkic"));
        Assert.Equal(1, _library.State.Departments["immd"].Version);
    }

    private async Task PublishAsync(string department, RuleDocumentSet documents)
    {
        Assert.True(await _store.AddAsync(_library.State.Next(department, documents, "officer", default), Cancellation));
        await _library.RefreshAsync(Cancellation);
    }
}
