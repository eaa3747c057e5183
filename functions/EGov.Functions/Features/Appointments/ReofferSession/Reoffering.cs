using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.ReofferSession;

/// <summary>The offers to the people of one session for one closure.</summary>
/// <param name="Failed">Claims for which there was no room.</param>
internal sealed record Reoffering(
    Closure Closure,
    SessionKey Session,
    RuleBook Rules,
    ServiceRules Service,
    OpenSeats Open,
    HashSet<string> Failed,
    DateTimeOffset Now)
{
    /// <summary>The slot of a claim that was planned before; null when the rules have it no more.</summary>
    public OfferedSlot? SlotOf(Claim claim) => Rules.Plan(claim.Session) is { } plan
        ? new OfferedSlot(Rules, Service, plan, claim.Slot, Rules.Released(Service, claim.Session.Date, Now))
        : null;
}

/// <summary>Somebody who is to be offered seats.</summary>
/// <param name="Meant">The offer that the row names already, whose seats were perhaps not taken yet.</param>
internal sealed record Due(Touched Touched, Appointment Appointment, Offer? Meant);

/// <summary>What the row names now.</summary>
/// <param name="Offer">Null when nothing is open.</param>
/// <param name="Changed">The row was changed meanwhile, and does not name it.</param>
internal sealed record Named(Due Due, Offer? Offer, OfferedSlot? Slot, bool Changed = false);
