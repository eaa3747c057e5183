namespace EGov.Functions.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class RepositoryTree
{
    private static readonly string Root = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "EGov.Serverless.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository");
    }
}
