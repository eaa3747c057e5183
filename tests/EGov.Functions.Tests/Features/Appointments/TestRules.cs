using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The rules of this build, for good.</summary>
internal sealed class TestRules : IRuleLibrary
{
    public RuleBook Current => State.Book;

    public RuleState State { get; } = RuleState.Of(0, [ShippedRules.Read()]);

    public Task RefreshAsync(CancellationToken cancellation) => Task.CompletedTask;
}
