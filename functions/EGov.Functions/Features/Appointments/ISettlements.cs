namespace EGov.Functions.Features.Appointments;

/// <summary>
/// A change takes new seats before it gives up the old ones: in between a person has both. Before it begins, a promise to settle is left
/// on the bus; when it is through, the promise is withdrawn. A process that dies in between leaves the promise, which comes due and
/// releases whichever claim does not count.
/// </summary>
public interface ISettlements
{
    /// <exception cref="Exception">The bus does not take it: then nothing may be begun.</exception>
    Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation);

    void Withdraw(long promise);
}

/// <summary>Whose appointment to look at, and a claim that is to be released unless it counts.</summary>
public sealed record Settlement(string Service, string Person, Claim Claim);
