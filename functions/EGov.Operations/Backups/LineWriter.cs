using System.IO.Compression;
using System.Security.Cryptography;

namespace EGov.Operations.Backups;

/// <summary>Writes lines, compressed, and counts and hashes what it wrote.</summary>
internal sealed class LineWriter(string path) : IAsyncDisposable
{
    private readonly GZipStream _stream = new(new FileStream(path, FileMode.CreateNew, FileAccess.Write), CompressionLevel.Fastest);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Lines { get; private set; }

    public async Task WriteAsync(byte[] line, CancellationToken cancellation)
    {
        await _stream.WriteAsync(line, cancellation);
        await _stream.WriteAsync("\n"u8.ToArray(), cancellation);
        _hash.AppendData(line);
        _hash.AppendData("\n"u8);
        Lines++;
    }

    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _hash.Dispose();
    }
}
