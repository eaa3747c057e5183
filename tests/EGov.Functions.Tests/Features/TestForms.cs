using System.Text;
using System.Text.Json;
using EGov.Domain.Forms;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Features;

/// <summary>Small form documents, read as published ones are.</summary>
internal static class TestForms
{
    public const string Name = """{"id": "name", "type": "shortText", "maxLength": 20, "label": {"en": "Name", "tc": "姓名", "sc": "姓名简"}}""";

    public const string Photo = """{"id": "photo", "type": "file", "maxFiles": 3, "accept": ["jpeg", "png"], "required": false, "label": {"en": "Photo", "tc": "相片", "sc": "照片"}}""";

    /// <param name="more">Further members of the document, each with a leading comma.</param>
    public static byte[] Document(string id = "test-form", int version = 1, string fields = Name, string more = "", string department = "immd") =>
        Encoding.UTF8.GetBytes($$"""
            {
              "id": "{{id}}", "version": {{version}}, "department": "{{department}}",
              "title": {"en": "Test", "tc": "測試", "sc": "测试"}, "summary": {"en": "Test", "tc": "測試", "sc": "测试"},
              "pages": [{"id": "page", "title": {"en": "Page", "tc": "頁", "sc": "页"}, "fields": [{{fields}}]}]{{more}}
            }
            """);

    public static FormDefinition Form(string id = "test-form", int version = 1, string fields = Name, string more = "", string department = "immd")
    {
        var reading = FormDocument.Read(Document(id, version, fields, more, department));
        Assert.Empty(reading.Defects);
        return reading.Definition!;
    }

    /// <summary>A library that has these versions; the last of a form is the current one.</summary>
    public static IFormLibrary Library(params FormDefinition[] forms)
    {
        var library = Substitute.For<IFormLibrary>();
        foreach (var form in forms)
        {
            library.Find(form.Id).Returns(form);
            library.FindAsync(form.Id, form.Version, Arg.Any<CancellationToken>()).Returns(new ValueTask<FormDefinition?>(form));
        }

        return library;
    }

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
