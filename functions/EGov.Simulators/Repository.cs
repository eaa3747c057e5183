namespace EGov.Simulators;

/// <summary>Finds the repository that this program was built in, so that it runs the same from every working directory.</summary>
internal static class Repository
{
    private static readonly string s_root = Find();

    /// <summary>An absolute path; a relative one counts from the repository's root.</summary>
    public static string Resolve(string path) => Path.GetFullPath(path, s_root);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EGov.Serverless.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
