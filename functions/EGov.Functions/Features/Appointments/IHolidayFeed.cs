using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>Where the Government publishes the general holidays.</summary>
public interface IHolidayFeed
{
    Task<HolidayReading> ReadAsync(CancellationToken cancellation);
}

/// <summary>What a feed says.</summary>
/// <param name="Fault">Why it could not be read; then there are no holidays.</param>
public sealed record HolidayReading(IReadOnlyCollection<Holiday> Holidays, string? Fault = null);
