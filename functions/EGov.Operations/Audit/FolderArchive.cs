using EGov.Domain.Audit;
using EGov.Operations.Backups;

namespace EGov.Operations.Audit;

/// <summary>A copy of the audit container in a folder: each blob a file, or a backup, of which it is taken out for as long as it is read.</summary>
internal sealed class FolderArchive : IAuditArchive, IDisposable
{
    private const string Container = "audit";

    private readonly string _folder;
    private readonly bool _takenOut;

    private FolderArchive(string folder, bool takenOut) => (_folder, _takenOut) = (folder, takenOut);

    /// <exception cref="OperationRefusedException">There is no such folder, or its backup is broken or has no audit trail.</exception>
    public static async Task<FolderArchive> OpenAsync(string folder, StorageInventory inventory, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            throw new OperationRefusedException($"There is no folder {folder}");
        }

        if (!File.Exists(Path.Combine(folder, Manifest.FileName)))
        {
            return new FolderArchive(folder, takenOut: false);
        }

        var backup = await BackupFolder.OpenAsync(folder, inventory, cancellation);
        var container = backup.Manifest.Containers.FirstOrDefault(one => one.Name == Container)
            ?? throw new OperationRefusedException("The backup has no audit trail");
        var archive = new FolderArchive(Directory.CreateTempSubdirectory("egov-audit-").FullName, takenOut: true);
        try
        {
            await archive.TakeOutAsync(backup, container, cancellation);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<string>>(
        [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path).Replace('\\', '/'))]);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => Task.FromResult<Stream>(File.OpenRead(Path.Combine(_folder, name)));

    public void Dispose()
    {
        if (_takenOut)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task TakeOutAsync(BackupFolder backup, ManifestEntry container, CancellationToken cancellation)
    {
        FileStream? file = null;
        try
        {
            await foreach (var line in backup.BlobsAsync(container, cancellation))
            {
                if (line.Name is { } name)
                {
                    file = Begin(name);
                }
                else if (line.Piece is { } piece)
                {
                    await file!.WriteAsync(piece, cancellation);
                }
                else
                {
                    await file!.DisposeAsync();
                    file = null;
                }
            }
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }

    private FileStream Begin(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_folder, name));
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new OperationRefusedException($"The backup holds a blob of the name {name}, which leads out of its container");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.Create(path);
    }
}
