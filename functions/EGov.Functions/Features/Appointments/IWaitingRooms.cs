using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The waiting rooms of releases.</summary>
public interface IWaitingRooms
{
    /// <summary>The number with which a person came: the same however often they come.</summary>
    Task<int> NumberAsync(Rush rush, string person, CancellationToken cancellation);

    /// <summary>How many came, at most a second ago. From the release on the draw has been made: whoever asks first makes it.</summary>
    Task<RushQueue> QueueAsync(Rush rush, CancellationToken cancellation);

    /// <summary>Removes what is known of a service's releases before an instant.</summary>
    Task ForgetAsync(string service, DateTimeOffset before, CancellationToken cancellation);
}
