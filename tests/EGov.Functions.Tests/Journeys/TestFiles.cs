using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Files of each kind, told by their first bytes; what follows is random.</summary>
internal static class TestFiles
{
    public static byte[] Pdf(int length = 3000) => Fill("%PDF-1.7\n"u8, length);

    public static byte[] Jpeg(int length = 3000) => Fill([0xFF, 0xD8, 0xFF, 0xE0], length);

    public static byte[] Png(int length = 3000) => Fill([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], length);

    public static byte[] Docx(bool macros = false) => Zip(["[Content_Types].xml", "word/document.xml", .. macros ? ["word/vbaProject.bin"] : (string[])[]]);

    public static byte[] Zip(params string[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var content = archive.CreateEntry(entry).Open();
                content.Write("<x/>"u8);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Infected() => [.. "%PDF-1.7\n"u8, .. Encoding.ASCII.GetBytes(Eicar.Text)];

    private static byte[] Fill(ReadOnlySpan<byte> start, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        start.CopyTo(bytes);
        return bytes;
    }
}
