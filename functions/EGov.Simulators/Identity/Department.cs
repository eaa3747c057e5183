namespace EGov.Simulators.Identity;

/// <summary>A department with a system of its own that may call the API.</summary>
/// <param name="Code">Its code in addresses and in the <c>department</c> claim.</param>
public sealed record Department(string Code, Wording Name)
{
    private const string ClientPrefix = "department-";

    /// <summary>The six departments whose forms the platform carries.</summary>
    public static IReadOnlyList<Department> All { get; } =
    [
        new("immd", new("Immigration Department", "入境事務處", "入境事务处")),
        new("td", new("Transport Department", "運輸署", "运输署")),
        new("ird", new("Inland Revenue Department", "稅務局", "税务局")),
        new("reo", new("Registration and Electoral Office", "選舉事務處", "选举事务处")),
        new("rvd", new("Rating and Valuation Department", "差餉物業估價署", "差饷物业估价署")),
        new("lcsd", new("Leisure and Cultural Services Department", "康樂及文化事務署", "康乐及文化事务署")),
    ];

    /// <summary>OAuth client id of the department's own system.</summary>
    public string ClientId => ClientPrefix + Code;

    /// <summary>The department whose system has that client id, or null.</summary>
    public static Department? ByClientId(string? clientId) => All.FirstOrDefault(department => department.ClientId == clientId);

    /// <summary>The department of that code, or null.</summary>
    public static Department? ByCode(string? code) => All.FirstOrDefault(department => department.Code == code);
}
