using System.Text.Json;

namespace EGov.Domain.Forms;

/// <summary>Reads a form document and finds everything that is wrong with it, before any person meets it.</summary>
public static class FormDocument
{
    /// <summary>The most that a document may take, in bytes.</summary>
    public const int LargestDocument = 256 * 1024;

    /// <summary>The departments that receive forms.</summary>
    public static IReadOnlyList<string> Departments { get; } = ["immd", "td", "ird", "reo", "rvd", "lcsd"];

    /// <summary>Reads a document. Whatever the bytes are, it answers and does not throw.</summary>
    public static FormReading Read(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > LargestDocument)
        {
            return Defective("", "too-large");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return Defective("", "not-json");
        }

        using (document)
        {
            return new DocumentReader().Read(document.RootElement);
        }
    }

    private static FormReading Defective(string place, string code) => new(null, [new FormDefect(place, code)]);
}
