namespace EGov.Simulators.Identity;

/// <summary>The words of the <c>roles</c> claim, which the API turns into permissions.</summary>
public static class Roles
{
    public const string Citizen = "Citizen";
    public const string Officer = "Officer";
    public const string ContentEditor = "ContentEditor";
    public const string HelpDesk = "HelpDesk";
    public const string Operator = "Operator";
    public const string DepartmentSystem = "DepartmentSystem";
}
