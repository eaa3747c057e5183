namespace EGov.Functions.Features.Appointments;

/// <summary>Has an offered seat looked at again when its offer is over. An order that comes twice finds the second time nothing to pass on.</summary>
public interface IPassOnOrders
{
    Task PassOnAsync(PassOnOrder order, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>To look whether a person took the seats that were offered to them, and to offer them to the next one if not.</summary>
/// <param name="Claim">The claim that holds them.</param>
/// <param name="Lapses">When the offer lapses if the person says nothing; null when they said no.</param>
public sealed record PassOnOrder(FreedSeat Seat, string Person, Claim Claim, DateTimeOffset? Lapses);
