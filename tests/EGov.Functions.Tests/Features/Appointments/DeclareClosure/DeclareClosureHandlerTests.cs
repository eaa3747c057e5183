using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments.DeclareClosure;

namespace EGov.Functions.Tests.Features.Appointments.DeclareClosure;

public sealed class DeclareClosureHandlerTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private readonly BookedOffice _office = new();

    [Fact]
    public async Task The_same_call_is_the_same_closure_and_another_body_under_its_key_is_refused()
    {
        var first = await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00");

        Assert.Equal(first.Value, (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00")).Value);
        Assert.Equal("idempotency-key-reused", (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T14:00", hash: "other")).Refused?.Code);
        Assert.Equal("idempotency-key-reused", (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00", "BDR-04", hash: "other")).Refused?.Code);
        Assert.Single(_office.World.Closures);
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_is_answered_after_the_closure_too()
    {
        var first = await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00");
        _office.Time.Advance(TimeSpan.FromDays(9));

        Assert.Equal(first.Value, (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00")).Value);
        Assert.Equal("closure-period-out-of-range", (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00", hash: "other")).Refused?.Code);
    }

    /// <summary>Wherever the process dies: a closure that stands has its order on the bus.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_leaves_no_closure_without_its_work()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var office = new BookedOffice();
            office.World.Deaths.Restart(at);
            try
            {
                await office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00");
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            office.World.Deaths.Restart(null);
            var declared = office.World.Closures.Count > 0;
            await office.WorkAsync();

            Assert.Equal(declared, office.World.Sessions.Values.Any(session => session.IsClosed(0)));
        }

        Assert.Equal(6, deaths);
    }

    public static TheoryData<string?, string?, string?, string?, string, string> Unfit => new()
    {
        { "XXX", "2026-11-26T09:00", "2026-11-26T13:00", "other", "office-not-yours", "office" },
        { null, "2026-11-26T09:00", "2026-11-26T13:00", "other", "office-not-yours", "office" },
        { "RKO", null, "2026-11-26T13:00", "other", "closure-period-invalid", "from" },
        { "RKO", "2026-11-26", "2026-11-26T13:00", "other", "closure-period-invalid", "from" },
        { "RKO", "0001-01-01T00:00", "2026-11-26T13:00", "other", "closure-period-invalid", "from" },
        { "RKO", "2026-11-26T09:00", "2026-11-26T24:00", "other", "closure-period-invalid", "to" },
        { "RKO", "2026-11-26T09:00", "2026-11-26T09:00", "other", "closure-period-invalid", "to" },
        { "RKO", "2026-11-26T09:00", "9999-12-31T23:59", "other", "closure-period-invalid", "to" },
        { "RKO", "2026-11-24T07:00", "2026-11-24T09:00", "other", "closure-period-out-of-range", "to" },
        { "RKO", "2026-11-23T08:59", "2026-11-24T10:00", "other", "closure-period-out-of-range", "from" },
        { "RKO", "2026-11-26T09:00", "2026-12-27T09:01", "other", "closure-period-out-of-range", "to" },
        { "RKO", "2028-11-26T09:00", "2028-11-27T09:00", "other", "closure-period-out-of-range", "from" },
        { "RKO", "2026-11-26T09:00", "2026-11-26T13:00", "rain", "closure-reason-unknown", "reason" },
        { "RKO", "2026-11-26T09:00", "2026-11-26T13:00", null, "closure-reason-unknown", "reason" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_is_no_closure_is_refused_with_its_own_code(string? office, string? from, string? to, string? reason, string code, string field)
    {
        var refusal = new DeclareClosureCommand(office, from, to, reason, null).Read("id", "immd", _office.Rules, _now).Refused;

        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
    }

    [Theory]
    [InlineData("2026-11-26T09:00", "2026-11-26T10:00")]
    [InlineData("2026-11-26T09:00:00", "2026-11-26T10:00:00.0")]
    [InlineData("2026-11-26T09:00+08:00", "2026-11-26T10:00:00+08:00")]
    [InlineData("2026-11-26T01:00:00.000Z", "2026-11-26T02:00:00Z")]
    [InlineData("2026-11-25T20:00-05:00", "2026-11-26T02:00Z")]
    public void A_time_without_an_offset_is_Hong_Kongs_and_an_instant_is_what_it_is(string from, string to)
    {
        var closure = new DeclareClosureCommand("RKO", from, to, "black-rainstorm", null).Read("id", "immd", _office.Rules, _now).Value;

        Assert.Equal(new DateTimeOffset(2026, 11, 26, 1, 0, 0, TimeSpan.Zero), closure.From);
        Assert.Equal(TimeSpan.FromHours(1), closure.To - closure.From);
        Assert.Equal(ClosureReason.BlackRainstorm, closure.Reason);
    }

    [Fact]
    public void A_note_is_there_in_all_languages_or_not_at_all()
    {
        Outcome<Closure> Read(Text? note) => new DeclareClosureCommand("RKO", "2026-11-26T09:00", "2026-11-26T13:00", "other", note).Read("id", "immd", _office.Rules, _now);

        Assert.Null(Read(null).Refused);
        Assert.Equal(new Text("Water", "水", "水"), Read(new Text("Water", "水", "水")).Value.Note);
        Assert.Equal(("text-required", "note.sc"), Read(new Text("Water", "水", null!)).Refused is { } missing ? (missing.Code, missing.Field) : default);
    }

    [Fact]
    public void Another_departments_office_is_not_closed() =>
        Assert.Equal("office-not-yours", new DeclareClosureCommand("RKO", "2026-11-26T09:00", "2026-11-26T13:00", "other", null).Read("id", "td", _office.Rules, _now).Refused?.Code);
}
