using System.IO.Compression;
using System.Text;

namespace EGov.Functions.Features.Forms;

/// <summary>The kinds of file that are taken, told by their bytes and never by their name.</summary>
internal static class FileKinds
{
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];

    /// <summary>The kind, or null for anything else, a Word file with macros included.</summary>
    public static string? Of(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.StartsWith("%PDF-"u8))
        {
            return "pdf";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "jpeg";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "png";
        }

        if (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8) && HeicBrands.Contains(Encoding.ASCII.GetString(bytes[8..12])))
        {
            return "heic";
        }

        return bytes.StartsWith("PK\x03\x04"u8) && IsWord(content) ? "docx" : null;
    }

    /// <summary>Whether a name that claims a kind claims this one. A name without a known ending claims nothing.</summary>
    public static bool Fits(string fileName, string kind) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".PDF" => kind == "pdf",
        ".JPG" or ".JPEG" => kind == "jpeg",
        ".PNG" => kind == "png",
        ".HEIC" or ".HEIF" => kind == "heic",
        ".DOCX" => kind == "docx",
        "" => true,
        _ => false,
    };

    public static string MediaType(string kind) => kind switch
    {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        "heic" => "image/heic",
        _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    private static bool IsWord(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false));
            return archive.GetEntry("word/document.xml") is not null
                && archive.GetEntry("[Content_Types].xml") is not null
                && archive.Entries.All(entry => !entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
