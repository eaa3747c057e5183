using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Forms;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments.HoldSlot;

/// <summary>
/// Holds seats for ten minutes: two writes, and none when the slot is full. The first puts the person's one appointment for the service in place, the second takes the seats.
/// Whoever dies between them leaves an appointment without seats, which counts for nothing.
/// </summary>
public sealed class HoldSlotHandler(
    IRuleLibrary library,
    Availability availability,
    People people,
    IAppointmentStore store,
    ISessionBook book,
    OwnAppointments own,
    Passes passes,
    TimeProvider time)
{
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(10);

    private const int Attempts = 4;

    public async Task<Outcome<HeldAppointment>> HandleAsync(
        string idempotencyKey,
        Body<HoldSlotCommand> body,
        string? account,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var read = Read(body.Value, now);
        if (read.Refused is { } refusal)
        {
            return refusal;
        }

        var (offered, @class, details, code) = read.Value;
        var person = people.Of(offered.Service.Id, details.DocumentType, details.DocumentNumber);
        var claim = offered.Claim(people.Claim(person, idempotencyKey));
        var wanted = new Appointment(
            offered.Service.Id,
            person,
            people.Reference(person, idempotencyKey),
            @class.Id,
            body.Value.Party,
            claim,
            people.Call(body.Hash),
            now + HoldTime,
            Cancelled: false,
            Sequence: 0,
            Left: null,
            new Proof(people.Code(person, code), people.Birth(person, details.DateOfBirth), 0, null),
            details,
            account);
        if (await IsHopelessAsync(wanted, offered, now, cancellation))
        {
            return await availability.TakenAsync(offered, @class, details.Stay, wanted.Party, cancellation);
        }

        var placed = await PlaceAsync(wanted, now, cancellation);
        if (placed.Refused is { } notPlaced)
        {
            return notPlaced;
        }

        if (placed.Value.Claim.Id != claim.Id)
        {
            // Held by this very call, and moved to another slot since.
            return new HeldAppointment(passes.Of(placed.Value), await own.ViewAsync(placed.Value, cancellation));
        }

        return await TakeAsync(placed.Value, offered, now, cancellation) switch
        {
            null => new Refusal("hold-lapsed"),
            { Count: 0 } => await availability.TakenAsync(offered, @class, details.Stay, wanted.Party, cancellation),
            var seats => new HeldAppointment(passes.Of(placed.Value), own.View(placed.Value, new Standing(seats, false))),
        };
    }

    /// <summary>
    /// Whether the slot is full for a call that comes for the first time. In a rush most are: they are refused before anything is written, and
    /// leave no row of a person without seats.
    /// </summary>
    private Task<bool> IsHopelessAsync(Appointment wanted, OfferedSlot offered, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            wanted.Claim.Session,
            session =>
            {
                var hopeless = !session.Knows(wanted.Claim.Id) && !session.HasRoom(offered.Plan, offered.Released, offered.Slot, wanted.Party, now);
                return new Decision<bool>(null, hopeless, OnFresh: hopeless);
            },
            cancellation);

    /// <summary>The seats; none when there is no room; null when the hold was over before, or given up for another one.</summary>
    private Task<IReadOnlyList<Seat>?> TakeAsync(Appointment held, OfferedSlot offered, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            held.Claim.Session,
            session =>
            {
                if (session.Of(held.Claim.Id, now) is { IsEmpty: false } already)
                {
                    return new Decision<IReadOnlyList<Seat>?>(null, already);
                }

                if (held.HeldUntil <= now || session.IsRevoked(held.Claim.Id))
                {
                    return new Decision<IReadOnlyList<Seat>?>(null, null, OnFresh: true);
                }

                return session.Claim(offered.Plan, offered.Released, offered.Slot, held.Party, held.OwnerOf(held.Claim), now, held.HeldUntil) is { } taken
                    ? new Decision<IReadOnlyList<Seat>?>(taken, taken.Of(held.Claim.Id, now))
                    : new Decision<IReadOnlyList<Seat>?>(null, [], OnFresh: true);
            },
            cancellation);

    /// <summary>Makes it the person's one appointment for the service, unless another one counts.</summary>
    private async Task<Outcome<Appointment>> PlaceAsync(Appointment wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.AddAsync(wanted, cancellation))
            {
                return wanted;
            }

            if (await store.FindAsync(wanted.Service, wanted.Person, cancellation) is not { } there)
            {
                continue;
            }

            if (there.Reference == wanted.Reference)
            {
                return there.CallHash != wanted.CallHash ? new Refusal("idempotency-key-reused")
                    : there.Cancelled ? new Refusal("appointment-ended")
                    : there;
            }

            if (await IsGivenUpAsync(wanted.Claim, cancellation))
            {
                // The person took another slot since; this call comes late, or a second time, and must not take that from them.
                return new Refusal("hold-lapsed");
            }

            if (await CountsAsync(there, wanted, now, cancellation))
            {
                return new Refusal("already-booked");
            }

            if (await store.ReplaceAsync(wanted with { Version = there.Version }, cancellation))
            {
                await book.LetGoAsync(there.Offer, now, cancellation);
                return wanted;
            }
        }

        return new Refusal("try-again-soon");
    }

    private Task<bool> IsGivenUpAsync(Claim claim, CancellationToken cancellation) => book.DecideAsync(
        claim.Session, session => new Decision<bool>(null, session.IsRevoked(claim.Id), OnFresh: true), cancellation);

    /// <summary>
    /// Whether another appointment of the document stands in the way. When it does not, its claim is revoked where seats are judged, so that
    /// it cannot be confirmed after this.
    /// </summary>
    private async Task<bool> CountsAsync(Appointment there, Appointment wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        var claim = there.Claim;
        if (HongKong.At(claim.Session.Date, claim.Time) <= now)
        {
            return false;
        }

        // A hold stands in the way of everybody but the person whose it is: they pick another slot.
        var mayLeave = there.Cancelled || there.HeldUntil <= now
            || (there.Proof.Code == wanted.Proof.Code && there.Proof.Birth == wanted.Proof.Birth);
        return await book.DecideAsync(
            claim.Session,
            session =>
            {
                var booked = !there.Cancelled && session.Of(claim.Id, now).Any(seat => seat.State is SeatState.Booked && !session.IsClosed(seat.Slot));
                return booked || !mayLeave
                    ? new Decision<bool>(null, true, OnFresh: true)
                    : new Decision<bool>(session.Release(claim.Id, now + HoldTime), false);
            },
            cancellation);
    }

    private Outcome<(OfferedSlot Slot, ApplicantClass Class, AppointmentDetails Details, string Code)> Read(HoldSlotCommand command, DateTimeOffset now)
    {
        var slots = new Slots(library.Current);
        var named = slots.Class(command.Service, command.Class);
        if (named.Refused is { } unknown)
        {
            return unknown;
        }

        var (service, @class) = named.Value;
        var today = HongKong.DateOf(now);
        var stay = new Stay(command.LimitOfStay, command.TerminatedOn);
        var document = DocumentNamed.Read(command.Document, service);
        if ((Slots.Lacking(service, @class.Id, stay, today) ?? document.Refused) is { } lacking)
        {
            return lacking;
        }

        if (command.DateOfBirth is not { } birth || birth > today || birth < today.AddYears(-130))
        {
            return new Refusal("date-of-birth-invalid", "dateOfBirth");
        }

        if (command.EnquiryCode is not { Length: 4 } code || !code.All(char.IsAsciiDigit))
        {
            return new Refusal("enquiry-code-invalid", "enquiryCode");
        }

        if (command.Email is { } email && EmailAddress.Parse(email) is null)
        {
            return new Refusal("email-format", "email");
        }

        if (command.Phone is { } phone && PhoneNumber.Parse(phone, overseas: true, out var wrong) is null)
        {
            return new Refusal(wrong!, "phone");
        }

        var slot = slots.Find(service, @class, command.Office, command.Date, command.Time, command.Party, stay, now);
        return slot.Refused is { } refusal
            ? refusal
            : (slot.Value, @class, new AppointmentDetails(
                command.Document!.Type!, document.Value, birth, command.Email, command.Phone, Languages.Named(command.Language) ?? Language.En, stay), code);
    }
}

/// <summary>The held seats, and what lets its bearer confirm them.</summary>
public sealed record HeldAppointment(string Pass, AppointmentView Appointment);
