using CsCheck;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Features.Forms;

public sealed class FileKindsTests
{
    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "pdf", Samples.Pdf },
        { "jpeg", Samples.Jpeg },
        { "png", Samples.Png },
        { "heic", Samples.Heic() },
        { "heic", Samples.Heic("mif1") },
        { "docx", Samples.Docx() },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_is_told_by_its_bytes(string kind, byte[] content) => Assert.Equal(kind, FileKinds.Of(content));

    public static TheoryData<string, byte[]> Others => new()
    {
        { "nothing", [] },
        { "text", "hello"u8.ToArray() },
        { "a PDF that does not begin as one", " %PDF-1.7"u8.ToArray() },
        { "half a PNG signature", [0x89, 0x50, 0x4E, 0x47] },
        { "an MP4", Samples.Heic("isom") },
        { "twelve bytes of an HEIC", Samples.Heic()[..12] },
        { "a zip that is no Word file", Samples.Zip("a.txt") },
        { "a spreadsheet", Samples.Zip("[Content_Types].xml", "xl/workbook.xml") },
        { "a Word file without its content types", Samples.Zip("word/document.xml") },
        { "a Word file with macros", Samples.Docx("word/vbaProject.bin") },
        { "a Word file with macros under other capitals", Samples.Docx("word/VBAPROJECT.BIN") },
        { "a Word file with macros in another folder", Samples.Docx("custom/vbaProject.bin") },
        { "a truncated Word file", Samples.Docx()[..^30] },
        { "the beginning of a zip", "PK\x03\x04"u8.ToArray() },
        { "a Windows program", "MZ\x90\0"u8.ToArray() },
        { "a GIF", "GIF89a"u8.ToArray() },
        { "an SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Anything_else_is_no_kind(string what, byte[] content)
    {
        Assert.NotEmpty(what);
        Assert.Null(FileKinds.Of(content));
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes => FileKinds.Of(bytes) is null or "pdf" or "jpeg" or "png" or "heic" or "docx", iter: 2_000);

    [Fact]
    public void A_damaged_Word_file_never_throws()
    {
        var whole = Samples.Docx("word/styles.xml");
        Gen.Select(Gen.Int[4, whole.Length - 1], Gen.Byte, Gen.Int[4, whole.Length - 1], Gen.Byte)
            .Sample(
                damage =>
                {
                    var bytes = whole.ToArray();
                    bytes[damage.Item1] = damage.Item2;
                    bytes[damage.Item3] = damage.Item4;
                    return FileKinds.Of(bytes) is null or "docx";
                },
                iter: 3_000);
    }

    [Theory]
    [InlineData("a.pdf", "pdf", true)]
    [InlineData("a.PDF", "pdf", true)]
    [InlineData("a.pdf", "png", false)]
    [InlineData("a.jpg", "jpeg", true)]
    [InlineData("a.jpeg", "jpeg", true)]
    [InlineData("a.jpg", "png", false)]
    [InlineData("a.png", "png", true)]
    [InlineData("a.heic", "heic", true)]
    [InlineData("a.heif", "heic", true)]
    [InlineData("a.docx", "docx", true)]
    [InlineData("a.docm", "docx", false)]
    [InlineData("a.pdf.exe", "pdf", false)]
    [InlineData("a", "pdf", true)]
    public void A_name_fits_when_its_ending_claims_that_kind_or_none(string name, string kind, bool fits) =>
        Assert.Equal(fits, FileKinds.Fits(name, kind));

    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("png", "image/png")]
    [InlineData("heic", "image/heic")]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public void A_kind_has_its_media_type(string kind, string type) => Assert.Equal(type, FileKinds.MediaType(kind));
}
