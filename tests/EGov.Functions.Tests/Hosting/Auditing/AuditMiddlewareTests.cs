using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Tests.Adapters;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting.Auditing;

public sealed class AuditMiddlewareTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    private readonly string _reference = Samples.Reference().ToString();
    private readonly RecordedEntries _trail = new();
    private readonly IHolders _holders = Substitute.For<IHolders>();
    private bool _ran;

    public AuditMiddlewareTests() => _holders.Find(Arg.Any<HttpRequest>()).Returns((string?)null);

    [Fact]
    public async Task A_call_is_recorded_with_who_whose_and_why_before_its_function_runs()
    {
        await InvokeAsync("OpenSubmission", Call(Somebody("Officer", "td"), ("reference", _reference)), onRun: () =>
            Assert.Equal(
                new AuditEntry("invocation-1", _now, "person", AuditActorKind.Officer, AuditAction.Read, _reference, AuditPurpose.ProcessCase, "OpenSubmission", "td"),
                _trail.Last));

        Assert.True(_ran);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_done()
    {
        _trail.Failure = new InvalidOperationException("The bus is away");

        await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync("OpenSubmission", Call(Somebody("Officer", "td"), ("reference", _reference))));

        Assert.False(_ran);
    }

    [Theory]
    [InlineData("A123456(3)")]
    [InlineData("CDFH-3467-XY33")]
    [InlineData("陳大文")]
    [InlineData("immd-passport.short")]
    public async Task Nothing_that_a_caller_wrote_gets_into_the_trail_unless_it_is_a_reference(string typed)
    {
        await InvokeAsync("OpenSubmission", Call(Somebody("Officer", "td"), ("reference", typed)));

        Assert.Null(_trail.Last.Subject);
        Assert.DoesNotContain(typed, _trail.Last.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_are_named_by_their_id_and_lists_by_their_person()
    {
        await InvokeAsync("GetDraft", Call(Somebody("Citizen"), ("draftId", "immd-passport.abcdefghij012345")));
        await InvokeAsync("ListCases", Call(Somebody("Citizen")));

        Assert.Equal(["immd-passport.abcdefghij012345", "person"], _trail.All.Select(entry => entry.Subject));
    }

    [Theory]
    [InlineData("Citizen", AuditActorKind.Person)]
    [InlineData("Officer", AuditActorKind.Officer)]
    [InlineData("DepartmentSystem", AuditActorKind.DepartmentSystem)]
    [InlineData("HelpDesk", AuditActorKind.Staff)]
    public async Task An_actor_is_told_by_their_role(string role, AuditActorKind kind)
    {
        await InvokeAsync("ListCases", Call(Somebody(role)));

        Assert.Equal(kind, _trail.Last.ActorKind);
    }

    [Fact]
    public async Task Whoever_calls_with_a_pass_is_the_holder_of_a_code()
    {
        _holders.Find(Arg.Any<HttpRequest>()).Returns("document");

        await InvokeAsync("GetAppointment", Call(null, ("reference", _reference)));

        Assert.Equal(("document", AuditActorKind.HolderOfCode, _reference), (_trail.Last.Actor, _trail.Last.ActorKind, _trail.Last.Subject));
    }

    [Fact]
    public async Task Whoever_shows_nothing_opens_nothing_and_is_not_recorded()
    {
        await InvokeAsync("GetAppointment", Call(null, ("reference", _reference)));

        Assert.Empty(_trail.All);
        Assert.True(_ran);
    }

    [Theory]
    [InlineData("ListForms")]
    [InlineData("SubmitForm")]
    [InlineData("HoldSlot")]
    [InlineData("NoSuchFunction")]
    public async Task What_is_recorded_in_another_way_or_is_not_personal_costs_nothing_here(string function)
    {
        await InvokeAsync(function, Call(Somebody("Citizen")));

        Assert.Empty(_trail.All);
        Assert.True(_ran);
    }

    [Fact]
    public async Task What_no_call_runs_is_not_recorded()
    {
        await InvokeAsync("ListCases", http: null);

        Assert.Empty(_trail.All);
        Assert.True(_ran);
    }

    private static Caller Somebody(string role, string? department = null) => new("person", "Chan Tai Man", department, [role], new HashSet<Permission>());

    private static DefaultHttpContext Call(Caller? caller, params (string Name, string Value)[] route)
    {
        var http = HttpCalls.Call(caller: caller);
        foreach (var (name, value) in route)
        {
            http.Request.RouteValues[name] = value;
        }

        return http;
    }

    private Task InvokeAsync(string function, HttpContext? http, Action? onRun = null) =>
        new AuditMiddleware(_trail, _holders, new FakeTimeProvider(_now)).Invoke(new TestInvocation(function, http), _ =>
        {
            onRun?.Invoke();
            _ran = true;
            return Task.CompletedTask;
        });
}
