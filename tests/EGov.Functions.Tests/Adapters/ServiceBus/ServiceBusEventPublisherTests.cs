using EGov.Domain.Appointments;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Adapters.ServiceBus;

public sealed class ServiceBusEventPublisherTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("test-form.abcdefgh12345678", "ended")]
    public void The_filters_are_told_the_department_and_whether_a_draft_ends(string? draftId, string? draft)
    {
        var received = Cases.Received();

        var message = ServiceBusEventPublisher.Message(CaseEvents.Of(received, received.History[0], draftId));

        Assert.Equal($"{Cases.Reference.Value}-0", message.MessageId);
        Assert.Equal("immd", message.ApplicationProperties["department"]);
        Assert.Equal(draft, message.ApplicationProperties.TryGetValue("draft", out var said) ? said : null);
    }

    [Fact]
    public void The_filters_are_told_that_a_case_is_decided_and_that_an_appointment_is_booked()
    {
        var acknowledged = Cases.Received().Acknowledge(new Act("event-1", "officer", Cases.SubmittedAt, "body")).Value;
        var decided = acknowledged.Decide(new Act("event-2", "officer", Cases.SubmittedAt, "body"), DecisionOutcome.Refused, "No").Value;

        Assert.False(Properties(acknowledged).ContainsKey("case"));
        Assert.Equal("decided", Properties(decided)["case"]);
        Assert.Equal("booked", ServiceBusEventPublisher.Message(AppointmentEvents.Of(
            new AppointmentEvent(AppointmentEventKind.AppointmentBooked, "hkic", "person", Cases.Reference, 0, null, false),
            DateTimeOffset.UnixEpoch)).ApplicationProperties["appointment"]);

        static IDictionary<string, object> Properties(Case @case) =>
            ServiceBusEventPublisher.Message(CaseEvents.Of(@case, @case.History[^1], null)).ApplicationProperties;
    }

    [Theory]
    [InlineData(null, false, false, "")]
    [InlineData("somebody", false, false, "account=known")]
    [InlineData(null, true, true, "contact=given seats=freed")]
    [InlineData("somebody", true, true, "account=known contact=given seats=freed")]
    public void The_filters_are_told_who_can_be_written_to_who_was_signed_in_and_whether_seats_were_freed(string? account, bool contactable, bool freed, string told)
    {
        var left = new FreedSeats(new SessionKey("hkic", "RKO", new DateOnly(2026, 12, 1), "am"), 0);

        var message = ServiceBusEventPublisher.Message(AppointmentEvents.Of(
            new AppointmentEvent(
                AppointmentEventKind.AppointmentChanged, "hkic", "person", Cases.Reference, 1, account, contactable, freed ? left : null),
            DateTimeOffset.UnixEpoch));

        Assert.Equal(told, string.Join(' ', message.ApplicationProperties.Select(property => $"{property.Key}={property.Value}").Order()));
    }
}
