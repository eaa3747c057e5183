using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The rules of all departments at one moment.</summary>
/// <param name="Last">The number of the last publication that is known here.</param>
public sealed record RuleState(int Last, IReadOnlyDictionary<string, DepartmentRules> Departments, RuleBook Book)
{
    public static RuleState Of(int last, IEnumerable<DepartmentRules> rules)
    {
        var departments = rules.OrderBy(one => one.Department, StringComparer.Ordinal).ToList();
        return new RuleState(last, departments.ToDictionary(one => one.Department), RuleBook.Together(departments.Select(one => one.Book)));
    }

    /// <summary>The rules of all other departments.</summary>
    public IEnumerable<RuleBook> Others(string department) =>
        Departments.Where(one => one.Key != department).Select(one => one.Value.Book);

    /// <summary>The publication that follows this state: from then on a department has these documents.</summary>
    public RulePublication Next(string department, RuleDocumentSet documents, string by, DateTimeOffset at)
    {
        var before = Departments.GetValueOrDefault(department);
        var counting = Departments.Values.Where(one => one.Version > 0).ToDictionary(one => one.Department, one => one.Version);
        counting[department] = Last + 1;
        return new RulePublication(
            Last + 1,
            department,
            documents.ChangedFrom(before?.Documents ?? RuleDocumentSet.None, before?.Published ?? RuleDocumentSet.None),
            documents.DifferencesFrom(before?.Documents ?? RuleDocumentSet.None),
            counting,
            by,
            at);
    }
}

/// <summary>The rules of one department as they count now.</summary>
/// <param name="Version">The number of their publication; 0 while they are those of the build.</param>
/// <param name="Published">The documents that the department has changed; those of the build count for the others.</param>
/// <param name="Documents">All three.</param>
/// <param name="Book">What they come to; where this build cannot read them, what counted before.</param>
public sealed record DepartmentRules(string Department, int Version, RuleDocumentSet Published, RuleDocumentSet Documents, RuleBook Book)
{
    /// <summary>Changes with the documents, also when a newer build brings other ones.</summary>
    public string ETag { get; } = Documents.Tag(Version);
}
