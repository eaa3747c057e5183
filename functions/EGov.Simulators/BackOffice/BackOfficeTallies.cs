using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>The tally of every department that this program works for.</summary>
internal sealed class BackOfficeTallies(BackOfficeSettings settings)
{
    private readonly Dictionary<string, Tally> _byCode = settings.Departments.ToDictionary(department => department.Code, static _ => new Tally());

    public Tally this[Department department] => _byCode[department.Code];
}
