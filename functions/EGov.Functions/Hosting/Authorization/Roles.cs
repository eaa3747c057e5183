using System.Collections.Frozen;

namespace EGov.Functions.Hosting.Authorization;

/// <summary>The roles that the identity provider puts into a token, and what each may do.</summary>
internal static class Roles
{
    public const string Citizen = "Citizen";
    public const string Officer = "Officer";
    public const string DepartmentSystem = "DepartmentSystem";

    public static readonly FrozenDictionary<string, Permission[]> All = new Dictionary<string, Permission[]>
    {
        [Citizen] = [Permission.SeeOwnIdentity, Permission.UseForms],
        [Officer] = [Permission.SeeOwnIdentity, Permission.HandleSubmissions, Permission.ManageAppointments],
        [DepartmentSystem] = [Permission.SeeOwnIdentity, Permission.HandleSubmissions, Permission.ManageAppointments],
        ["ContentEditor"] = [Permission.SeeOwnIdentity, Permission.PublishForms],
        ["HelpDesk"] = [Permission.SeeOwnIdentity],
        ["Operator"] = [Permission.SeeOwnIdentity],
    }.ToFrozenDictionary();
}
