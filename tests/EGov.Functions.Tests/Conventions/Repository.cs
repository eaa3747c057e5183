namespace EGov.Functions.Tests.Conventions;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "EGov.Serverless.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No EGov.Serverless.sln above the tests."));
}
