using EGov.Domain;

namespace EGov.Functions.Features.Appointments.SetWatch;

/// <summary>
/// Notes the wish in the appointment. The lead to it is put in its place before: where this dies in between, the lead leads to nothing, and the
/// person, who had no answer, asks again. Whoever changes their wish keeps their place.
/// </summary>
public sealed class SetWatchHandler(IRuleLibrary library, IAppointmentStore store, IWatchList list, OwnAppointments own, TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, SetWatchCommand command, CancellationToken cancellation)
    {
        var found = await own.FindAsync(pass, cancellation);
        if (found.Refused is { } notThere)
        {
            return notThere;
        }

        var appointment = found.Value;
        var now = time.GetUtcNow();
        var view = await own.ViewAsync(appointment, cancellation);
        if (view.Status is AppointmentStatus.Held || own.Unchangeable(appointment, view, view.ETag) is not null)
        {
            return new Refusal("appointment-ended");
        }

        var today = HongKong.DateOf(now);
        if (command.Before <= today)
        {
            return new Refusal("slot-past", "before");
        }

        IReadOnlyList<string>? offices = command.Offices is { Count: > 0 } some ? [.. some.Distinct().Order(StringComparer.Ordinal)] : null;
        var rules = library.Current;
        if (offices is not null && (rules.Service(appointment.Service) is not { } service || offices.Except(rules.OfficesOf(service, today).Select(office => office.Id)).Any()))
        {
            return new Refusal("office-unknown", "offices");
        }

        var watch = new Watch(appointment.Watch?.Since ?? now, command.Before, offices, view.Status is AppointmentStatus.Closed);
        var watched = appointment with { Watch = watch };
        await list.PutAsync(WatchLead.Of(watched, watch), cancellation);
        return await store.ReplaceAsync(watched, cancellation)
            ? await own.ViewAsync(watched, cancellation)
            : new Refusal("changed-meanwhile");
    }
}
