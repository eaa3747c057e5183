using EGov.Functions.Events;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// A step of an appointment is several effects: new seats are taken before old ones are given up, and what happened is announced. Before it
/// begins, a promise to settle is left on the bus; when it is through, its event goes out and the promise is withdrawn. A process that dies
/// in between leaves the promise, which comes due, releases whichever claim does not count, and announces what stands.
/// </summary>
public interface ISettlements
{
    /// <exception cref="Exception">The bus does not take it: then nothing may be begun.</exception>
    Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation);

    /// <summary>The step stands: its event goes out in the background, then the promise is withdrawn.</summary>
    void Keep(long promise, CloudEvent<AppointmentEvent> happened);

    /// <summary>The step was not taken.</summary>
    void Withdraw(long promise);
}

/// <summary>Whose appointment to look at, and a claim that is to be released unless it counts.</summary>
public sealed record Settlement(string Service, string Person, Claim Claim);
