using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Retention.ScheduleAppointmentShredding;
using EGov.Functions.Features.Retention.ShredExpired;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Tests.Features.Appointments;
using EGov.Functions.Tests.Features.Audit;
using EGov.Functions.Tests.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Retention.ShredExpired;

/// <summary>An appointment from its booking, for Tuesday 1 December 2026, to the end of its details.</summary>
public sealed class AppointmentShredderTests : IDisposable
{
    private static readonly DateOnly s_date = new(2026, 12, 1);

    /// <summary>Eight in the evening in Hong Kong.</summary>
    private static readonly DateTimeOffset s_booked = new(2026, 11, 11, 12, 0, 0, TimeSpan.Zero);

    private readonly OfficeCounter _counter = new();
    private readonly RetentionWorld _world = new();
    private readonly RetentionSchedule _schedule = new();
    private readonly EcdsaReceiptSeal _seal = new(new TestSecrets());
    private readonly FakeTimeProvider _time = new();

    private DateOnly Due => s_date.AddDays(_schedule.OfAppointment().Days);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _seal.Dispose();

    [Fact]
    public async Task Booked_it_is_looked_at_the_days_of_its_rule_later_and_when_it_is_due_after_its_date_its_row_goes_with_proof()
    {
        var reference = await BookedAsync();
        Assert.Equal((new DateOnly(2026, 11, 11).AddDays(_schedule.OfAppointment().Days), reference), (Assert.Single(_world.Calendar).Day, _world.Calendar.Single().Reference));

        await RunAsync(Due.AddDays(-1));
        Assert.Single(_counter.World.Appointments);
        Assert.Equal(Due, Assert.Single(_world.Calendar).Day);

        await RunAsync(Due);
        Assert.Empty(_counter.World.Appointments);
        Assert.Empty(_world.Calendar);
        var facts = Assert.Single(_world.Kept.Values).Facts;
        Assert.Equal((reference, "appointment-details", s_date, Due), (facts.Reference, facts.Rule, facts.CountedFrom, facts.DueOn));
        Assert.Equal(["fingerprint"], facts.Keys);
    }

    [Fact]
    public async Task Moved_to_a_later_date_it_gets_a_later_day()
    {
        await BookedAsync();
        var (key, there) = _counter.World.Appointments.Single();
        _counter.World.Appointments[key] = there with { Claim = there.Claim with { Session = there.Claim.Session with { Date = s_date.AddDays(30) } } };

        await RunAsync(Due);

        Assert.Single(_counter.World.Appointments);
        Assert.Equal(Due.AddDays(30), Assert.Single(_world.Calendar).Day);
        Assert.Empty(_world.Kept);
    }

    [Fact]
    public async Task A_newer_appointment_in_its_place_is_not_touched_by_the_old_ones_entry()
    {
        await BookedAsync();
        var (key, there) = _counter.World.Appointments.Single();
        _counter.World.Appointments[key] = there with { Reference = Reference.From([9, 9, 9, 9, 9, 9, 9, 9], new byte[16]) };

        await RunAsync(Due);

        Assert.Single(_counter.World.Appointments);
        Assert.Empty(_world.Calendar);
        Assert.Empty(_world.Kept);
    }

    [Fact]
    public async Task Wherever_it_dies_the_next_run_completes_it_and_no_key_goes_without_a_certificate()
    {
        await BookedAsync();
        var (row, entry) = (_counter.World.Appointments.Single(), _world.Calendar.Single());
        await RunAsync(Due);
        foreach (var deaths in new[] { _counter.World.Deaths, _world.Files.Deaths })
        {
            for (var death = 0; death < 4; death++)
            {
                _counter.World.Appointments[row.Key] = row.Value;
                _world.Kept.Clear();
                _world.Calendar.Add(entry);
                deaths.Restart(death);
                await Record.ExceptionAsync(() => RunAsync(Due));
                Assert.True(_counter.World.Appointments.Count == 1 || _world.Kept.Count == 1);

                deaths.Restart(null);
                await RunAsync(Due);

                Assert.Empty(_counter.World.Appointments);
                Assert.Empty(_world.Calendar);
                Assert.Single(_world.Kept);
            }
        }
    }

    private async Task<Reference> BookedAsync()
    {
        var reference = await _counter.BookAsync();
        var (key, there) = _counter.World.Appointments.Single();
        _counter.World.Appointments[key] = there with { KeyFingerprint = "fingerprint" };
        await new ScheduleAppointmentShreddingFunction(_schedule, _world, new MessageBatches(new RightOfWay(TimeProvider.System), TimeProvider.System))
            .RunAsync([Messages.Of(AppointmentEvents.Of(there, s_booked))], Substitute.For<ServiceBusMessageActions>(), Cancellation);
        return reference;
    }

    private Task RunAsync(DateOnly day)
    {
        _time.AdjustTime(new DateTimeOffset(day, new TimeOnly(1, 0), TimeSpan.FromHours(8)));
        var certificates = new Certificates(_seal);
        return new ShredExpiredHandler(
            _world,
            new CaseShredder(_schedule, _world, _world.Files, _world.Files, certificates, _world),
            new AppointmentShredder(_schedule, _counter.World, certificates, _world),
            new RecordedEntries(),
            _time).HandleAsync(Cancellation);
    }
}
