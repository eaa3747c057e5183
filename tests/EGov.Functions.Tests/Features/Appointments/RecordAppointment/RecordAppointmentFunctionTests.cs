using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Accounts;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.RecordAppointment;
using EGov.Functions.Tests.Hosting.Telemetry;

namespace EGov.Functions.Tests.Features.Appointments.RecordAppointment;

public sealed class RecordAppointmentFunctionTests
{
    private readonly Measures _measures = new();
    private readonly IAppointmentList _list = Substitute.For<IAppointmentList>();
    private readonly ITimelineStore _timeline = Substitute.For<ITimelineStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_appointment_of_an_account_comes_into_its_list_and_its_notices()
    {
        var happened = Happened("account");

        await new RecordAppointmentFunction(_list, _timeline, _measures.Timeliness).RunAsync(happened, Cancellation);

        await _list.Received().AddAsync("account", new ListedAppointment("hkic", "person"), Arg.Any<CancellationToken>());
        await _timeline.Received().RecordAsync(
            "account",
            Arg.Is<IReadOnlyList<Happening>>(happenings =>
                happenings.Single().Notice.NoticeId == happened.Id && happenings[0].Notice.Event == "appointment-booked"
                && happenings[0].Notice.Service == "hkic" && happenings[0].Notice.FormId == null && happenings[0].Line == null),
            Arg.Any<CancellationToken>());
        Assert.Contains(_measures.Heard, one => one.Name == "egov.notice.count");
    }

    [Fact]
    public async Task An_appointment_without_an_account_is_in_nobodys_list()
    {
        await new RecordAppointmentFunction(_list, _timeline, _measures.Timeliness).RunAsync(Happened(null), Cancellation);

        Assert.Empty(_measures.Heard);
        Assert.Empty(_list.ReceivedCalls());
        Assert.Empty(_timeline.ReceivedCalls());
    }

    private static CloudEvent<AppointmentEvent> Happened(string? account) => AppointmentEvents.Of(
        new AppointmentEvent(AppointmentEventKind.AppointmentBooked, "hkic", "person", Reference.From([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], new byte[32]), 0, account, false),
        DateTimeOffset.UnixEpoch);
}
