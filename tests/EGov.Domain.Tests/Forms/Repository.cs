namespace EGov.Domain.Tests.Forms;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string[] Json(params string[] folders)
    {
        var folder = Path.Combine([Root, .. folders]);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "EGov.Serverless.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No EGov.Serverless.sln above the tests."));
}
