using System.Text.Json;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Reads local.settings.json as the Core Tools do: Values become settings, Host stays under Host. Environment and arguments
/// override it. <c>{root}</c> is the folder of the solution, wherever an editor starts the program.
/// </summary>
internal static class LocalSettings
{
    public static Dictionary<string, string?> Read(string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
        {
            return settings;
        }

        var root = Root(Path.GetDirectoryName(path)!);
        using var json = JsonDocument.Parse(
            File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        foreach (var (section, prefix) in new[] { ("Values", ""), ("Host", "Host:"), ("ConnectionStrings", "ConnectionStrings:") })
        {
            if (!json.RootElement.TryGetProperty(section, out var values))
            {
                continue;
            }

            foreach (var value in values.EnumerateObject())
            {
                settings[prefix + value.Name.Replace("__", ":", StringComparison.Ordinal)] =
                    value.Value.ToString().Replace("{root}", root, StringComparison.Ordinal);
            }
        }

        return settings;
    }

    private static string Root(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (above.EnumerateFiles("*.sln").Any())
            {
                return above.FullName;
            }
        }

        return folder;
    }
}
