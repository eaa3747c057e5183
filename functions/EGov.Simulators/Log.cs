namespace EGov.Simulators;

/// <summary>Every sentence that this program logs. None carries more of a person than the id of an invented persona.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Signed in as {Persona}")]
    public static partial void SignedIn(ILogger logger, string persona);

    [LoggerMessage(2, LogLevel.Information, "Identity provider on port {Port}, keys in {DataPath}")]
    public static partial void Started(ILogger logger, int port, string dataPath);

    [LoggerMessage(3, LogLevel.Information, "Portal on port {Port}, from {Root}")]
    public static partial void PortalStarted(ILogger logger, int port, string root);

    [LoggerMessage(4, LogLevel.Information, "{Department} {Step} {Reference}")]
    public static partial void Stepped(ILogger logger, string department, string step, string reference);

    [LoggerMessage(5, LogLevel.Warning, "{Department} cannot {What} and keeps trying: {Fault} {Status}")]
    public static partial void Failed(ILogger logger, string department, string what, string fault, int? status);

    [LoggerMessage(6, LogLevel.Information, "{Department} can {What} again")]
    public static partial void Recovered(ILogger logger, string department, string what);

    [LoggerMessage(7, LogLevel.Information, "{Department} has reported {Sessions} sessions of its other channels")]
    public static partial void Imported(ILogger logger, string department, int sessions);
}
