using System.IO.Compression;
using System.Text;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Features.Forms;

/// <summary>Drafts, attachments and files as they come.</summary>
internal static class Samples
{
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF");

    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46];

    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0];

    public static byte[] Heic(string brand = "heic") => [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0];

    public static byte[] Zip(params string[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
                writer.Write($"content of {entry}");
            }
        }

        return memory.ToArray();
    }

    public static byte[] Docx(params string[] more) => Zip(["[Content_Types].xml", "word/document.xml", .. more]);

    public static Draft Draft(string draftId, string person, DateTimeOffset updated, int version = 1, string answers = "{}", string? page = null) =>
        new(draftId, person, draftId.Split('.')[0], version, TestForms.Json(answers), page, updated, "\"0\"");

    public static Attachment Waiting(string attachmentId, string draftId, string person, string fileName, DataKeys keys)
    {
        using var key = keys.Create();
        return new Attachment(
            attachmentId, draftId, person, "photo", fileName, 100, AttachmentStatus.AwaitingUpload, null, null, null, null, key.Wrapped, "\"0\"");
    }

    public static Attachment Clean(string attachmentId, string draftId, string person, string vaultName, string kind = "jpeg", long size = 10) =>
        new(attachmentId, draftId, person, "photo", $"{attachmentId}.{kind}", size, AttachmentStatus.Clean, null, kind, new string('a', 64), vaultName, [1, 2, 3], "\"0\"");
}
