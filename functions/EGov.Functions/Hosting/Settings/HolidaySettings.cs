namespace EGov.Functions.Hosting.Settings;

/// <summary>Where public holidays are read.</summary>
/// <param name="Feed">With <c>{language}</c> where the language goes; null where nobody is asked and the shipped list holds.</param>
public sealed record HolidaySettings(string? Feed)
{
    private static readonly Setting s_feed = new("Holidays__Feed", "the Government's public list of holidays", SettingSource.Template);

    public static HolidaySettings Read(SettingsReader reader) => new(reader.AddressByLanguage(s_feed));
}
