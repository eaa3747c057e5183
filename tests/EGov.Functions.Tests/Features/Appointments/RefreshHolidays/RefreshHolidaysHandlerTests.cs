using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.RefreshHolidays;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments.RefreshHolidays;

public sealed class RefreshHolidaysHandlerTests : IDisposable
{
    private static readonly SessionKey s_morning = new("study-room", "LIB-1", new DateOnly(2027, 1, 11), "am");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private readonly IHolidayFeed _feed = Substitute.For<IHolidayFeed>();
    private readonly Sentences _log = new();
    private readonly MemoryRuleStore _store = new();
    private readonly InMemory _world = new();
    private readonly RuleLibrary _library;

    public RefreshHolidaysHandlerTests() => _library = new RuleLibrary(_store, NullLogger<RuleLibrary>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_gazetted_year_goes_into_every_departments_calendar_and_no_other_document_is_touched()
    {
        await PublishAsync();
        Feed(Year(2027));

        await RefreshAsync();

        Assert.Equal(["lcsd", "immd", "lcsd"], _store.Publications.Select(one => one.Department));
        Assert.Equal(["calendar"], _library.State.Departments["immd"].Published.Names);
        Assert.Equal("RefreshHolidays", _store.Publications[1].By);
        Assert.Empty(_library.Current.Sessions(_library.Current.Service("study-room")!, "LIB-1", s_morning.Date));
    }

    [Fact]
    public async Task What_is_known_already_is_not_published_again()
    {
        Feed(Year(2027));

        await RefreshAsync();
        await RefreshAsync();

        Assert.Single(_store.Publications);
    }

    [Fact]
    public async Task The_real_feed_of_the_gazetted_years_changes_nothing_of_this_builds_calendar()
    {
        var shipped = RuleTexts.Shipped("calendar")["holidays"]!.AsArray();
        Feed([.. shipped
            .Where(day => (string)day!["date"]! is ['2', '0', '2', '4' or '5' or '6', ..])
            .Select(day => new Holiday(DateOnly.ParseExact((string)day!["date"]!, "yyyy-MM-dd", null), new Text((string)day["name"]!["en"]!, "甲", "甲")))]);

        await RefreshAsync();

        Assert.Empty(_store.Publications);
        Assert.Empty(_log.Said);
    }

    [Fact]
    public async Task Bookings_on_a_day_that_becomes_a_holiday_stay_and_are_counted_in_the_log_and_under_the_rules()
    {
        await PublishAsync();
        await _world.DecideAsync(
            s_morning,
            session => new Decision<bool>(
                session.Claim(_library.Current.Plan(s_morning)!, ReleasedShare.All, 0, 2, new SeatOwner("claim", "person", "reference", "adult"), _time.GetUtcNow(), until: null), true),
            Cancellation);
        Feed(Year(2027));

        await RefreshAsync();

        Assert.Equal(2, _world.Sessions[s_morning].Of("claim", _time.GetUtcNow()).Length);
        var said = _log.Said.Single(sentence => sentence.Message.Contains("of lcsd", StringComparison.Ordinal));
        Assert.Contains("2 taken seats in 1 sessions", said.Message, StringComparison.Ordinal);
        Assert.Equal([new OrphanedSeats(s_morning, 2)], await new OrphanSearch(_world, _time).UnderAsync(_library.Current, Cancellation));
    }

    [Fact]
    public async Task A_feed_that_is_broken_empty_or_takes_a_passed_holiday_away_changes_nothing_and_the_log_says_so()
    {
        foreach (var reading in new[]
        {
            new HolidayReading([], "Not the holidays' format"),
            new HolidayReading([]),
            new HolidayReading([.. Year(2026).Where(day => day.Date.Month is not 1)]),
        })
        {
            _log.Said.Clear();
            _feed.ReadAsync(default).ReturnsForAnyArgs(reading);

            await RefreshAsync();

            Assert.Equal(LogLevel.Warning, Assert.Single(_log.Said).Level);
        }

        Assert.Empty(_store.Publications);
    }

    [Fact]
    public async Task An_officers_publication_at_the_same_time_is_kept_and_brought_up_to_date()
    {
        var state = _library.State;
        _store.Meanwhile = () => _store.Publications.Add(state.Next(
            "immd", RuleTexts.Changed("services", node => node["services"]![0]!["group"] = 4).Documents, "officer", _time.GetUtcNow()));
        Feed(Year(2027));

        await RefreshAsync();

        Assert.Equal(["officer", "RefreshHolidays"], _store.Publications.Select(one => one.By));
        Assert.Equal(["offices", "calendar", "services"], _library.State.Departments["immd"].Published.Names);
        Assert.Equal(4, _library.Current.Services[0].Group);
    }

    private async Task PublishAsync()
    {
        Assert.True(await _store.AddAsync(_library.State.Next("lcsd", RuleTexts.Small("lcsd").Documents, "officer", _time.GetUtcNow()), Cancellation));
        await _library.RefreshAsync(Cancellation);
    }

    private void Feed(List<Holiday> holidays) => _feed.ReadAsync(default).ReturnsForAnyArgs(new HolidayReading(holidays));

    private Task RefreshAsync() =>
        new RefreshHolidaysHandler([_feed], _library, _store, new OrphanSearch(_world, _time), _time, _log).HandleAsync(Cancellation);

    /// <summary>Seventeen days of a year, from New Year's Day on.</summary>
    private static List<Holiday> Year(int year) =>
        [.. Enumerable.Range(0, 17).Select(day => new Holiday(new DateOnly(year, 1, 1).AddDays(day * 10), new Text("Holiday", "假期", "假期")))];

    /// <summary>A log that keeps what it was told.</summary>
    private sealed class Sentences : ILogger<RefreshHolidaysHandler>
    {
        public List<(LogLevel Level, string Message)> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add((logLevel, formatter(state, exception)));
    }
}
