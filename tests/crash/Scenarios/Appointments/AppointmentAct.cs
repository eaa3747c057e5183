namespace EGov.Crash.Scenarios.Appointments;

/// <summary>What a person can ask for.</summary>
public enum AppointmentVerb
{
    Hold,
    Confirm,
    Change,
    Cancel,
    Get,
    LookUp,
}

/// <summary>What was asked, as the history writes it: the verb, of which appointment, and where to; a hyphen for what a verb has not.</summary>
/// <param name="Place">Office, date and time, such as <c>IBO-EK 2026-12-01 14:00</c>.</param>
public sealed record AppointmentAct(AppointmentVerb Verb, string? Reference = null, string? Place = null)
{
    public static AppointmentAct Parse(string text) => text.Split(' ', 3) is [var verb, var reference, var place]
        ? new AppointmentAct(Enum.Parse<AppointmentVerb>(verb), Named(reference), Named(place))
        : throw new FormatException($"'{text}' is no act");

    public override string ToString() => $"{Verb} {Reference ?? "-"} {Place ?? "-"}";

    private static string? Named(string text) => text is "-" ? null : text;
}
