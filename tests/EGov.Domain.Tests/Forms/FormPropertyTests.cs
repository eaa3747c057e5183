using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

/// <summary>What holds for any document and any answers whatever.</summary>
public sealed class FormPropertyTests
{
    private static readonly DateOnly _today = new(2026, 11, 23);
    private static readonly string _document = File.ReadAllText(Repository.Json("tests", "vectors", "form-defects", "base").Single());

    /// <summary>A form with a question of every type, none of which hides another.</summary>
    private static readonly FormDefinition _form = Form("""
        [{"id":"line","type":"shortText"},{"id":"story","type":"longText"},{"id":"n","type":"number","decimals":4},{"id":"cents","type":"money"},
         {"id":"day","type":"date"},{"id":"card","type":"hkid"},{"id":"passport","type":"travelDocument"},{"id":"tel","type":"phone"},{"id":"mail","type":"email"},
         {"id":"home","type":"address","overseas":true},{"id":"one","type":"choice","options":["a","b"]},{"id":"some","type":"choices","options":["a","b","c"]},
         {"id":"yes","type":"yesNo"},{"id":"files","type":"file","maxFiles":3},{"id":"sure","type":"declaration"},
         {"id":"items","type":"group","fields":[{"id":"part","type":"shortText"},{"id":"size","type":"number","required":false}]}]
        """);

    private static readonly Gen<string> _name = OneOf(
        [.. _form.AllFields.Select(field => field.Id), "kind", "region", "lines", "country", "id", "pages", "fields", "type", "constructor", "\ud800", ""]);

    private static readonly Gen<JsonNode?> _leaf = Gen.OneOf<JsonNode?>(
        Gen.Bool.Select(_ => (JsonNode?)null),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Double.Where(double.IsFinite).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Int.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.String.Select(value => (JsonNode?)JsonValue.Create(value)),
        OneOf("hk", "overseas", "A123456(3)", "2026-02-29", "9123 4567", "a", "shortText", "e\u0301 ").Select(value => (JsonNode?)JsonValue.Create(value)));

    private static readonly Gen<JsonNode?> _any = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? _leaf
        : Gen.Frequency(
            (3, _leaf),
            (1, inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))),
            (2, Object(inner))));

    [Fact]
    public void No_answers_make_the_check_or_the_fit_throw() => Object(_any).Sample(
        answers =>
        {
            var element = Element(answers);
            FormRules.Check(_form, element, _today);
            FormRules.Fit(_form, element);
        },
        iter: 3000);

    [Fact]
    public void No_document_makes_the_reader_throw() => Gen.Select(_any, Gen.Int[0, 400], Gen.Byte).Sample(
        (value, at, noise) =>
        {
            FormDocument.Read(Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null"));

            // A document that is nearly right gets further.
            var document = Encoding.UTF8.GetBytes(_document);
            document[at * document.Length / 401] = noise;
            FormDocument.Read(document);

            var patched = JsonNode.Parse(_document)!;
            patched["pages"]![at % 2]!["fields"]![at % 3] = value?.DeepClone();
            FormDocument.Read(Encoding.UTF8.GetBytes(patched.ToJsonString()));
            patched = JsonNode.Parse(_document)!;
            patched["pages"]![at % 2]!["showWhen"] = value?.DeepClone();
            FormDocument.Read(Encoding.UTF8.GetBytes(patched.ToJsonString()));
        },
        iter: 1000);

    [Fact]
    public void Canonical_answers_are_judged_and_written_as_they_were() => Object(_any).Sample(
        answers =>
        {
            var first = FormRules.Check(_form, Element(answers), _today);
            var second = FormRules.Check(_form, Element(first.Answers), _today);
            Assert.Equal(first.Answers.ToJsonString(), second.Answers.ToJsonString());
        },
        iter: 3000);

    [Fact]
    public void A_member_that_is_no_field_is_always_refused() => Gen.Select(Valid, Gen.String[Gen.Char["abcxyzABC123-_."], 1, 20], _any).Where(
        (_, name, _) => _form.AllFields.All(field => field.Id != name) || name is "part" or "size").Sample(
        (answers, name, value) =>
        {
            var with = answers.DeepClone().AsObject();
            with[name] = value?.DeepClone();
            Assert.Contains(FormRules.Check(_form, Element(with), _today).Problems, problem => problem.Code == "unknown-field");
        },
        iter: 500);

    [Fact]
    public void A_valid_answer_to_every_type_passes_and_stays_as_it_is() => Valid.Sample(
        answers =>
        {
            var check = FormRules.Check(_form, Element(answers), _today);
            Assert.Empty(check.Problems);
            Assert.Equal(check.Answers.ToJsonString(), FormRules.Check(_form, Element(check.Answers), _today).Answers.ToJsonString());
        },
        iter: 1000);

    [Fact]
    public void Bytes_that_are_no_text_are_refused_and_not_thrown_over()
    {
        byte[] bad = [.. "{\"line\":\""u8, 0xff, 0xfe, .. "\",\""u8, 0xc3, .. "\":1}"u8];
        using var document = JsonDocument.Parse(bad);

        var problems = FormRules.Check(_form, document.RootElement, _today).Problems;

        Assert.Contains(new AnswerProblem("line", "control-characters"), problems);
        Assert.Contains(new AnswerProblem("?", "unknown-field"), problems);
    }

    [Fact]
    public void Answers_over_256_kilobytes_are_not_looked_at()
    {
        var answers = Element(new JsonObject { ["story"] = new string('x', FormRules.LargestAnswers) });

        Assert.Contains(FormRules.Check(_form, answers, _today).Problems, problem => problem is { Field: "", Code: "too-large" });
    }

    [Fact]
    public void Ten_thousand_strange_members_give_500_problems()
    {
        var answers = Element(new JsonObject(Enumerable.Range(0, 10_000).Select(index => KeyValuePair.Create($"x{index}", (JsonNode?)null))));

        Assert.Equal(500, FormRules.Check(_form, answers, _today).Problems.Count);
    }

    [Fact]
    public void Answers_that_are_not_there_are_refused() =>
        Assert.Contains(new AnswerProblem("", "wrong-type"), FormRules.Check(_form, default, _today).Problems);

    private static Gen<JsonObject> Valid { get; } = Gen.Select(
        Gen.Select(
            Gen.String[Gen.Char["陳大文 ABCé,.（）"], 1, 80].Where(text => text.Trim().Length > 0),
            Gen.Int[-999_999, 999_999],
            Gen.Date,
            Gen.Int[0, 999_999],
            Gen.Int[2, 9],
            Gen.Int[0, 9_999_999]),
        Gen.Select(Gen.Bool, Gen.Int[0, 17], Gen.Int[1, 10], Gen.Bool),
        (a, b) =>
        {
            var (text, number, date, digits, first, rest) = a;
            var (yes, district, items, abroad) = b;
            var home = HongKongAddress.Districts[district];
            return new JsonObject
            {
                ["line"] = text,
                ["story"] = $"{text}\n{text}",
                ["n"] = number / 10_000m,
                ["cents"] = number,
                ["day"] = date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["card"] = "0123456789A".Select(check => Hkid.Parse($"A{digits:000000}({check})", out _)).OfType<Hkid>().Single().Value,
                ["passport"] = $"K{digits:000000}",
                ["tel"] = $"{first}{rest:0000000}",
                ["mail"] = $"a{digits}@example.hk",
                ["home"] = abroad
                    ? new JsonObject { ["kind"] = "overseas", ["lines"] = new JsonArray(text), ["country"] = "GB" }
                    : new JsonObject { ["kind"] = "hk", ["region"] = home.Region, ["district"] = home.Code, ["street"] = text },
                ["one"] = yes ? "a" : "b",
                ["some"] = new JsonArray("b"),
                ["yes"] = yes,
                ["files"] = new JsonArray($"f-{digits}"),
                ["sure"] = true,
                ["items"] = new JsonArray([.. Enumerable.Range(0, items).Select(index => new JsonObject { ["part"] = text, ["size"] = index })]),
            };
        });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<JsonNode?> Object(Gen<JsonNode?> member) => Gen.Select(_name, member).Array[0, 8].Select(members =>
    {
        var value = new JsonObject();
        foreach (var (name, item) in members)
        {
            value[name] = item?.DeepClone();
        }

        return (JsonNode?)value;
    });

    private static JsonElement Element(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    /// <summary>The base document with these fields on one page; what every field needs is filled in.</summary>
    private static FormDefinition Form(string fields)
    {
        var document = JsonNode.Parse(_document)!.AsObject();
        var listed = JsonNode.Parse(fields)!.AsArray();
        Label(listed);
        document["pages"] = new JsonArray(new JsonObject { ["id"] = "page", ["title"] = Words(), ["fields"] = listed });
        var reading = FormDocument.Read(Encoding.UTF8.GetBytes(document.ToJsonString()));
        Assert.Empty(reading.Defects);
        return reading.Definition!;
    }

    private static void Label(JsonArray fields)
    {
        foreach (var field in fields.Select(field => field!.AsObject()))
        {
            field["label"] = Words();
            if (field["type"]!.GetValue<string>() == "declaration")
            {
                field["statement"] = Words();
            }

            if (field["options"] is JsonArray options)
            {
                field["options"] = new JsonArray([.. options.Select(option => new JsonObject { ["value"] = option!.DeepClone(), ["label"] = Words() })]);
            }

            if (field["fields"] is JsonArray own)
            {
                Label(own);
            }
        }
    }

    private static JsonObject Words() => new() { ["en"] = "x", ["tc"] = "x", ["sc"] = "x" };
}
