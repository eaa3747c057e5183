using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The rules of appointments, in memory: reading them costs no storage call.</summary>
public interface IRuleLibrary
{
    /// <summary>The rules that count now. They may be others a moment later, so a call takes them once and keeps to them.</summary>
    RuleBook Current { get; }

    /// <summary>The same by department, with their documents.</summary>
    RuleState State { get; }

    /// <summary>Looks for what was published since; called on a timer, and at once by whoever published.</summary>
    Task RefreshAsync(CancellationToken cancellation);
}
