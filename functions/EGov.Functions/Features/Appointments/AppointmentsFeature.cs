using EGov.Functions.Features.Appointments.AcceptOffer;
using EGov.Functions.Features.Appointments.CancelAppointment;
using EGov.Functions.Features.Appointments.ChangeAppointment;
using EGov.Functions.Features.Appointments.CheckInPerson;
using EGov.Functions.Features.Appointments.CloseOffice;
using EGov.Functions.Features.Appointments.ConfirmAppointment;
using EGov.Functions.Features.Appointments.DeclareClosure;
using EGov.Functions.Features.Appointments.EndClosure;
using EGov.Functions.Features.Appointments.FindAppointment;
using EGov.Functions.Features.Appointments.GetUtilisation;
using EGov.Functions.Features.Appointments.HoldSlot;
using EGov.Functions.Features.Appointments.JoinQueue;
using EGov.Functions.Features.Appointments.NoteNoShow;
using EGov.Functions.Features.Appointments.OpenAppointment;
using EGov.Functions.Features.Appointments.PassOnSeat;
using EGov.Functions.Features.Appointments.PublishRules;
using EGov.Functions.Features.Appointments.RefreshHolidays;
using EGov.Functions.Features.Appointments.RefuseOffer;
using EGov.Functions.Features.Appointments.ReofferSession;
using EGov.Functions.Features.Appointments.ReportOtherChannels;
using EGov.Functions.Features.Appointments.SeatWalkIn;
using EGov.Functions.Features.Appointments.SetQuota;
using EGov.Functions.Features.Appointments.SetWatch;
using EGov.Functions.Features.Appointments.TellPerson;
using EGov.Functions.Features.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Appointments;

/// <summary>What the feature Appointments is made of.</summary>
public static class AppointmentsFeature
{
    public static IServiceCollection AddAppointmentsFeature(this IServiceCollection services) => services
        .AddSingleton<IRuleLibrary, RuleLibrary>()
        .AddHostedService<RuleLibraryKeeper>()
        .AddSingleton<OrphanSearch>()
        .AddSingleton<PublishRulesHandler>()
        .AddSingleton<RefreshHolidaysHandler>()
        .AddSingleton<ReportOtherChannelsHandler>()
        .AddSingleton<People>()
        .AddSingleton<Passes>()
        .AddSingleton<IHolders, PassHolders>()
        .AddSingleton<Availability>()
        .AddSingleton<AvailabilityAnswers>()
        .AddSingleton<OwnAppointments>()
        .AddSingleton<QueueTickets>()
        .AddSingleton<Turns>()
        .AddSingleton<JoinQueueHandler>()
        .AddSingleton<HoldSlotHandler>()
        .AddSingleton<ConfirmAppointmentHandler>()
        .AddSingleton<ChangeAppointmentHandler>()
        .AddSingleton<CancelAppointmentHandler>()
        .AddSingleton<AcceptOfferHandler>()
        .AddSingleton<RefuseOfferHandler>()
        .AddSingleton<DeclareClosureHandler>()
        .AddSingleton<EndClosureHandler>()
        .AddSingleton<CloseOfficeHandler>()
        .AddSingleton<ReofferSessionHandler>()
        .AddSingleton<SeatChain>()
        .AddSingleton<Letters>()
        .AddSingleton<TellPersonHandler>()
        .AddSingleton<PassOnSeatHandler>()
        .AddSingleton<SetWatchHandler>()
        .AddSingleton<FindAppointmentHandler>()
        .AddSingleton<OfficeDays>()
        .AddSingleton<VisitNotes>()
        .AddSingleton<OpenAppointmentHandler>()
        .AddSingleton<CheckInPersonHandler>()
        .AddSingleton<NoteNoShowHandler>()
        .AddSingleton<SeatWalkInHandler>()
        .AddSingleton<QuotaEffects>()
        .AddSingleton<SetQuotaHandler>()
        .AddSingleton<Utilisation>();
}
