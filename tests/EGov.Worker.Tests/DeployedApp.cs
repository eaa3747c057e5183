using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace EGov.Worker.Tests;

/// <summary>The function app as it is deployed: compiled from the same text against Microsoft's worker and Service Bus packages.</summary>
internal static partial class DeployedApp
{
    private static readonly string s_folder = Path.Combine(Metadata("WorkerArtifacts"), "bin", "EGov.Functions", "debug");

    public static string Repository => Metadata("Repository");

    /// <summary>A file beside the app's own.</summary>
    public static string Place(string name)
    {
        RequireBuilt();
        return Path.Combine(s_folder, name);
    }

    /// <summary>Microsoft's assemblies among those that are deployed with the app.</summary>
    public static IReadOnlyList<Assembly> Microsofts()
    {
        RequireBuilt();
        var context = new AssemblyLoadContext("deployed");
        context.Resolving += (_, name) => Path.Combine(s_folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        return
        [
            .. Directory.EnumerateFiles(s_folder, "*.dll")
                .Where(file => Path.GetFileName(file) is var name
                    && (name.StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal) || name == "Azure.Messaging.ServiceBus.dll"))
                .Select(context.LoadFromAssemblyPath),
        ];
    }

    /// <summary>A feed without the packages says nothing about our text; everything else that fails the build does.</summary>
    private static void RequireBuilt()
    {
        if (File.ReadAllText(Path.Combine(Metadata("WorkerArtifacts"), "exit.txt")).Trim() == "0")
        {
            return;
        }

        var log = File.ReadAllText(Path.Combine(Metadata("WorkerArtifacts"), "build.log"));
        Assert.SkipWhen(Missing().IsMatch(log), $"This feed lacks a package of the deployed build: {Missing().Match(log).Value}");
        Assert.Fail(log);
    }

    private static string Metadata(string key) =>
        typeof(DeployedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;

    [GeneratedRegex("error NU110[12]: .*")]
    private static partial Regex Missing();
}
