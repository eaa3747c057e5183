namespace EGov.Functions.Features.Appointments;

/// <summary>A person's wish for an earlier seat.</summary>
/// <param name="Since">When they asked: whoever asked first is offered first. Who lets an offer lapse asks anew by that.</param>
/// <param name="Before">Only dates before this one; null for any that is earlier than what they have.</param>
/// <param name="Offices">Only these; null for all that do the service.</param>
/// <param name="AnyTime">The office closes at the time that they have: a later seat is welcome too.</param>
public sealed record Watch(DateTimeOffset Since, DateOnly? Before, IReadOnlyList<string>? Offices, bool AnyTime = false)
{
    /// <summary>What remains of it when the appointment has moved; null when it was fulfilled.</summary>
    public Watch? After(Claim moved) => moved.Session.Date < Before ? null : this with { AnyTime = false };
}
