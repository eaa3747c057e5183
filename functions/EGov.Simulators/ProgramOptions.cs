namespace EGov.Simulators;

/// <summary>How the programs here are begun: their own folder holds their settings, wherever they are started from, and these are read once.</summary>
internal static class ProgramOptions
{
    public static WebApplicationOptions From(string[] args) =>
        new() { Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory };
}
