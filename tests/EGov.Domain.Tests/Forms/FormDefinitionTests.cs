using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

public sealed class FormDefinitionTests
{
    private static readonly string _document = File.ReadAllText(Repository.Json("tests", "vectors", "form-defects", "base").Single());

    private static FormDefinition Form { get; } = Read(_document);

    [Fact]
    public void Equal_documents_have_equal_bytes_and_one_hash_however_they_are_written()
    {
        var turned = new JsonObject(JsonNode.Parse(_document)!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        var same = Read(turned.ToJsonString());

        Assert.Equal(Form.Json.ToArray(), same.Json.ToArray());
        Assert.Equal(Form.Hash, same.Hash);
        Assert.Matches("^[0-9a-f]{64}$", Form.Hash);
    }

    [Fact]
    public void A_word_changed_changes_the_hash() => Assert.NotEqual(Form.Hash, Read(_document.Replace("\"Test\"", "\"Tost\"", StringComparison.Ordinal)).Hash);

    [Fact]
    public void The_canonical_document_reads_as_the_same_form()
    {
        var again = FormDocument.Read(Form.Json).Definition!;

        Assert.Equal(Form.Hash, again.Hash);
        Assert.Equal(Form.AllFields.Select(field => field.Id), again.AllFields.Select(field => field.Id));
    }

    [Fact]
    public void All_fields_are_those_of_groups_too() =>
        Assert.Equal(["name", "age", "born", "kind", "extras", "home", "sure", "children", "first", "paid", "when", "note", "proof"], Form.AllFields.Select(field => field.Id));

    [Fact]
    public void Attachments_are_named_with_the_path_of_their_field()
    {
        var document = JsonNode.Parse(_document)!;
        document["pages"]![1]!["fields"]![0]!["fields"]![1]!["type"] = "file";
        var form = Read(document.ToJsonString());
        var answers = JsonNode.Parse("""{"proof":["a"],"children":[{"first":"X"},{"first":"Y","paid":["b"]}]}""")!.AsObject();

        Assert.Equal([("children[1].paid", "b"), ("proof", "a")], form.FileAnswers(answers));
    }

    [Fact]
    public void The_department_has_its_words_for_a_rule_a_stop_and_a_pattern()
    {
        var document = JsonNode.Parse(_document)!.AsObject();
        var words = """{"en":"No","tc":"否","sc":"否"}""";
        document["pages"]![0]!["fields"]![0]!["pattern"] = "[A-Z]+";
        document["pages"]![0]!["fields"]![0]!["patternMessage"] = JsonNode.Parse(words);
        document["rules"] = JsonNode.Parse($$"""[{"id":"old","check":{"gt":[{"answer":"age"},5]},"fields":["age"],"message":{{words}}}]""");
        var check = FormRules.Check(Read(document.ToJsonString()), JsonSerializer.Deserialize<JsonElement>("""{"name":"x","age":5,"kind":"new"}"""), new DateOnly(2026, 11, 23));

        Assert.Equal(["pattern", "rule"], check.Problems.Select(problem => problem.Code));
        Assert.All(check.Problems, problem => Assert.Equal(new Text("No", "否", "否"), problem.Message));
        Assert.Equal("old", check.Problems[1].Values!["rule"]);
    }

    private static FormDefinition Read(string document)
    {
        var reading = FormDocument.Read(Encoding.UTF8.GetBytes(document));
        Assert.Empty(reading.Defects);
        return reading.Definition!;
    }
}
