namespace EGov.Functions.Hosting.Settings;

/// <summary>A setting of the application.</summary>
/// <param name="Name">As it is written in app settings, with <c>__</c> between its parts.</param>
/// <param name="Purpose">What it is for; it completes "the setting for …".</param>
/// <param name="SetBy">Who gives it its value.</param>
public sealed record Setting(string Name, string Purpose, SettingSource SetBy)
{
    /// <summary>The name by which configuration knows it.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}

/// <summary>Who gives a setting its value.</summary>
public enum SettingSource
{
    /// <summary>infra/ does, in every environment; an empty value there means that it is not used.</summary>
    Template,

    /// <summary>Only a machine without Azure has it.</summary>
    Machine,

    /// <summary>Nobody needs to: the default in the code holds until an operator sees a reason for another.</summary>
    Operator,
}
