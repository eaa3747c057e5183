using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EGov.Operations.Backups;

/// <summary>Reads a backup's lines and holds them against the manifest: what was cut or changed is refused, with the place.</summary>
internal static class LineReader
{
    /// <exception cref="OperationRefusedException">The file is not what the manifest says.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(string folder, string file, ManifestEntry expected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            throw new OperationRefusedException($"{file} is missing");
        }

        await using var stream = new GZipStream(new FileStream(path, FileMode.Open, FileAccess.Read), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = 0L;
        while (true)
        {
            string? line;
            try
            {
                line = await reader.ReadLineAsync(cancellation);
            }
            catch (Exception broken) when (broken is InvalidDataException or DecoderFallbackException or EndOfStreamException)
            {
                throw new OperationRefusedException($"{file} is broken after line {lines} of {expected.Lines}", broken);
            }

            if (line is null)
            {
                break;
            }

            lines++;
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
            yield return line;
        }

        if (lines != expected.Lines)
        {
            throw new OperationRefusedException($"{file} ends after line {lines} of {expected.Lines}");
        }

        if (Convert.ToHexStringLower(hash.GetCurrentHash()) != expected.Sha256)
        {
            throw new OperationRefusedException($"{file} was changed: its hash is not the manifest's");
        }
    }
}
