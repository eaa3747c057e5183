namespace EGov.LocalRuntime.Tests.Hosting;

/// <summary>Finds the npm-installed Azurite: the setting AZURITE_SCRIPT, or the repository's own node_modules.</summary>
internal static class AzuriteScript
{
    private static readonly string[] s_places = ["static-web", "tools/azurite"];

    public static string OrSkip()
    {
        var script = Environment.GetEnvironmentVariable("AZURITE_SCRIPT") ?? InRepository();
        Assert.SkipWhen(script is null, "Azurite is not installed: run npm ci in static-web, or set AZURITE_SCRIPT.");
        return script!;
    }

    private static string? InRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var place in s_places)
            {
                var script = Path.Combine(folder.FullName, place, "node_modules/azurite/dist/src/azurite.js");
                if (File.Exists(script))
                {
                    return script;
                }
            }
        }

        return null;
    }
}
