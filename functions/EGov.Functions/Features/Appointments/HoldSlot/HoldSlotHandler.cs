using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Forms;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Features.Appointments.HoldSlot;

/// <summary>
/// Holds seats for ten minutes: two writes, and none when the slot is full. The first takes the seats, the second makes them the person's one
/// appointment for the service. Whoever dies between them leaves seats that nobody can confirm, until the same call comes again or they lapse.
/// </summary>
public sealed class HoldSlotHandler(
    IRuleLibrary library,
    Turns turns,
    CallLimits limits,
    Availability availability,
    People people,
    IAppointmentStore store,
    ISessionBook book,
    OwnAppointments own,
    Passes passes,
    IAuditTrail trail,
    TimeProvider time)
{
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(10);

    private const int Attempts = 4;

    public async Task<Outcome<HeldAppointment>> HandleAsync(
        string idempotencyKey,
        Body<HoldSlotCommand> body,
        string? account,
        string? ticket,
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
        if (limits.OfPerson(CallLimit.Holds, person) is { } tooMany)
        {
            return tooMany;
        }

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
        if (await turns.LackingAsync(offered.Rules, offered.Service, offered.Plan.Key.Date, person, ticket, now, cancellation) is { } noTurn)
        {
            // Unless this very call got its seats before the rush began.
            var before = await AnswerAgainAsync(wanted, cancellation);
            return before.Refused is null ? before : noTurn;
        }

        // On its way while the seats are taken, and there before the person's details are written.
        var recorded = RecordAsync(wanted, now, cancellation);
        var taking = await TakeAsync(wanted, offered, now, cancellation);
        await recorded;
        return taking.How switch
        {
            Take.Full => await availability.TakenAsync(offered, @class, details.Stay, wanted.Party, cancellation),
            Take.Before => await AnswerAgainAsync(wanted, cancellation),
            _ => await PlaceAsync(wanted, taking, now, cancellation),
        };
    }

    private Task RecordAsync(Appointment wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        var actor = wanted.Account is { } account ? new AuditActor(account, AuditActorKind.Person) : AuditActor.Holder(wanted.Person);
        return trail.RecordAsync(
            actor.Entry(now, AuditAction.Change, wanted.Reference.ToString(), AuditPurpose.OwnAffairs, "HoldSlot"), cancellation);
    }

    private Task<Taking> TakeAsync(Appointment wanted, OfferedSlot offered, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            wanted.Claim.Session,
            session =>
            {
                if (session.Of(wanted.Claim.Id, now) is { IsEmpty: false } own)
                {
                    return new Decision<Taking>(null, new Taking(own[0].Slot == offered.Slot ? Take.Had : Take.Before, own));
                }

                if (session.IsRevoked(wanted.Claim.Id))
                {
                    return new Decision<Taking>(null, new Taking(Take.Before, []), OnFresh: true);
                }

                return session.Claim(offered.Plan, offered.Released, offered.Slot, wanted.Party, wanted.OwnerOf(wanted.Claim), now, wanted.HeldUntil) is { } taken
                    ? new Decision<Taking>(taken, new Taking(Take.Taken, taken.Of(wanted.Claim.Id, now)))
                    : new Decision<Taking>(null, new Taking(Take.Full, []), OnFresh: true);
            },
            cancellation);

    /// <summary>Makes the seats the person's one appointment for the service, unless another one counts: then they are free again.</summary>
    private async Task<Outcome<HeldAppointment>> PlaceAsync(Appointment wanted, Taking taking, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.AddAsync(wanted, cancellation))
            {
                return Held(wanted, taking);
            }

            if (await store.FindAsync(wanted.Service, wanted.Person, cancellation) is not { } there)
            {
                continue;
            }

            if (there.Reference == wanted.Reference)
            {
                if (there.CallHash == wanted.CallHash && there.Claim.Id == wanted.Claim.Id && !there.Cancelled && (taking.How is Take.Had || there.HeldUntil > now))
                {
                    return Held(there, taking);
                }

                if (taking.How is Take.Taken)
                {
                    // What it had before is what it may keep; what it has taken a moment ago is not.
                    await book.UndoAsync(wanted.Claim, cancellation);
                }

                return await AnswerAgainAsync(wanted, cancellation);
            }

            if (await CountsAsync(there, wanted, now, cancellation))
            {
                await book.UndoAsync(wanted.Claim, cancellation);
                return new Refusal("already-booked");
            }

            if (await store.ReplaceAsync(wanted with { Version = there.Version }, cancellation))
            {
                await book.LetGoAsync(there.Offer, now, cancellation);
                return Held(wanted, taking);
            }
        }

        return new Refusal("try-again-soon");
    }

    /// <summary>What a call is told whose claim is elsewhere by now: moved, cancelled, lapsed, or given up because its person took another slot since.</summary>
    private async Task<Outcome<HeldAppointment>> AnswerAgainAsync(Appointment wanted, CancellationToken cancellation)
    {
        if (await store.FindAsync(wanted.Service, wanted.Person, cancellation) is not { } there || there.Reference != wanted.Reference)
        {
            return new Refusal("hold-lapsed");
        }

        if (there.CallHash != wanted.CallHash)
        {
            return new Refusal("idempotency-key-reused");
        }

        if (there.Cancelled)
        {
            return new Refusal("appointment-ended");
        }

        var view = await own.ViewAsync(there, cancellation);
        return view.Seats.Count == 0 ? new Refusal("hold-lapsed") : new HeldAppointment(passes.Of(there), view);
    }

    private HeldAppointment Held(Appointment appointment, Taking taking) =>
        new(passes.Of(appointment), own.View(appointment, new Standing(taking.Seats, false)));

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

    private enum Take
    {
        Taken,

        /// <summary>This very call had taken them before.</summary>
        Had,

        /// <summary>There is no room.</summary>
        Full,

        /// <summary>This call came before, and its claim is not what it asks for now: the appointment says what became of it.</summary>
        Before,
    }

    private readonly record struct Taking(Take How, IReadOnlyList<Seat> Seats);
}

/// <summary>The held seats, and what lets its bearer confirm them.</summary>
public sealed record HeldAppointment(string Pass, AppointmentView Appointment);
