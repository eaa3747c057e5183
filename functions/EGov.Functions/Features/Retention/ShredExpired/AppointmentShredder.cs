using EGov.Domain;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Features.Retention.ShredExpired;

/// <summary>
/// Destroys what an appointment tells of its person, by one deletion of its row with its key. The seats and the visit stay where they are counted, under
/// pseudonyms. A newer appointment in its place has overwritten it already.
/// </summary>
public sealed class AppointmentShredder(RetentionSchedule schedule, IAppointmentStore store, Certificates certificates, ICertificateStore kept)
{
    private const int Attempts = 3;

    /// <summary>Null when there is nothing left to do; else the later day on which it is due.</summary>
    public async Task<DateOnly?> ShredAsync(Reference reference, AppointmentAddress address, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(address.Service, address.Person, cancellation) is not { } appointment || appointment.Reference != reference)
            {
                return null;
            }

            var (rule, date) = (schedule.OfAppointment(), appointment.Claim.Session.Date);
            if (rule.DueAfter(date) is var due && due > HongKong.DateOf(now))
            {
                return due;
            }

            await kept.PutAsync(certificates.Of(reference, rule, date, now, [appointment.KeyFingerprint], []), cancellation);
            if (await store.DeleteAsync(appointment, cancellation))
            {
                return null;
            }
        }

        throw new InvalidOperationException($"{reference} changes all the time");
    }
}
