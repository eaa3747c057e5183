using System.Globalization;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>A slot in which seats were given back, on their way from one watcher to the next.</summary>
/// <param name="At">When they were given back: only whoever watched by then is asked.</param>
public sealed record FreedSeat(SessionKey Session, int Slot, DateTimeOffset At)
{
    /// <summary>The seat of an offer that came of one.</summary>
    public static FreedSeat Of(Offer offer) => new(
        offer.Claim.Session,
        offer.Claim.Slot,
        new DateTimeOffset(long.Parse(offer.Origin.AsSpan(0, offer.Origin.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture), TimeSpan.Zero));

    /// <summary>Names a step of its way: the first one, or that from a claim to the next one.</summary>
    public string Origin(Claim? from) => FormattableString.Invariant($"{At.UtcTicks}.{from?.Id}");

    /// <summary>Whether an offer came of it, by whichever step.</summary>
    public bool IsOf(Offer offer) => offer.Reason is OfferReason.EarlierSeat && Of(offer) == this;
}
