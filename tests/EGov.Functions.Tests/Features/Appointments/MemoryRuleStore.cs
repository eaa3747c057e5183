using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The port with its whole promise, in memory.</summary>
internal sealed class MemoryRuleStore : IRuleStore
{
    public List<RulePublication> Publications { get; } = [];

    /// <summary>Runs before the next publication is added: what somebody else publishes meanwhile.</summary>
    public Action? Meanwhile { get; set; }

    /// <summary>Whether the next addition is done and its answer lost, so that its repetition meets itself.</summary>
    public bool LosesAnswer { get; set; }

    public Task<RuleNews?> NewsAsync(int after, CancellationToken cancellation) => Task.FromResult(
        Publications.Count <= after
            ? null
            : new RuleNews(Publications.Count, [.. Publications[^1].Counting.Values.Where(number => number > after).Select(number => Publications[number - 1])]));

    public Task<bool> AddAsync(RulePublication publication, CancellationToken cancellation)
    {
        var meanwhile = Meanwhile;
        Meanwhile = null;
        meanwhile?.Invoke();
        if (publication.Number != Publications.Count + 1)
        {
            return Task.FromResult(false);
        }

        Publications.Add(publication);
        return Task.FromResult(!LosesAnswer);
    }

    public Task<IReadOnlyList<RuleVersion>> ListAsync(string department, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<RuleVersion>>(
        [.. Publications.Where(one => one.Department == department).Reverse().Select(one => new RuleVersion(one.Number, one.At, one.By, one.Changed))]);

    public Task<RulePublication?> FindAsync(int number, CancellationToken cancellation) =>
        Task.FromResult(number >= 1 && number <= Publications.Count ? Publications[number - 1] : null);
}
