using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The rules that this build carries.</summary>
public sealed class RuleLibrary : IRuleLibrary
{
    public RuleBook Current { get; } = AppointmentRules.Read();
}
