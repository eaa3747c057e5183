namespace EGov.Functions.Hosting.Settings;

/// <summary>The application cannot start with the settings it has; the message lists everything that is wrong with them.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> problems)
    : Exception($"The settings are wrong in {problems.Count} {(problems.Count == 1 ? "place" : "places")}:{string.Concat(problems.Select(problem => $"\n- {problem}"))}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
