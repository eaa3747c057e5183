using System.Diagnostics;
using System.Reflection;
using EGov.Testing;

namespace EGov.Infra.Tests;

/// <summary>The Bicep compiler that the build brought.</summary>
internal static class Bicep
{
    private static readonly string s_tool = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Bicep").Value!;

    public static string Root { get; } = RepositoryFolder.Root;

    /// <summary>Everything that it says, and whether it is content.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Packages carry no run bit.
            File.SetUnixFileMode(s_tool, File.GetUnixFileMode(s_tool) | UnixFileMode.UserExecute);
        }

        using var process = Process.Start(new ProcessStartInfo(s_tool, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
