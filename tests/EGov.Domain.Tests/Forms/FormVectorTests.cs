using System.Globalization;
using System.Text;
using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

/// <summary>The cases of <c>tests/vectors/forms</c>, which the browser's engine passes too.</summary>
public sealed class FormVectorTests
{
    private static readonly Dictionary<string, JsonElement> _files = Repository.Json("tests", "vectors", "forms")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path)));

    private static readonly Dictionary<(string File, string Form), FormReading> _forms = _files
        .SelectMany(file => file.Value.GetProperty("forms").EnumerateObject(), (file, form) => (Key: (file.Key, form.Name), form.Value))
        .ToDictionary(form => form.Key, form => FormDocument.Read(Encoding.UTF8.GetBytes(form.Value.GetRawText())));

    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var (file, content) in _files)
        {
            foreach (var (index, one) in content.GetProperty("cases").EnumerateArray().Index())
            {
                cases.Add(file, index, $"{one.GetProperty("form").GetString()}: {one.GetProperty("name").GetString()}");
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_server_judges_as_the_vector_says(string file, int index, string name)
    {
        Assert.NotEmpty(name);
        var one = _files[file].GetProperty("cases")[index];
        var reading = _forms[(file, one.GetProperty("form").GetString()!)];
        Assert.Empty(reading.Defects);

        var check = FormRules.Check(reading.Definition!, one.GetProperty("answers"), DateOnly.Parse(one.GetProperty("today").GetString()!, CultureInfo.InvariantCulture));

        var expected = one.GetProperty("expect");
        Assert.Equal(
            expected.GetProperty("problems").EnumerateArray().Select(problem => $"{problem.GetProperty("field")} {problem.GetProperty("code")}"),
            check.Problems.Select(problem => $"{problem.Field} {problem.Code}"));
        if (expected.TryGetProperty("answers", out var answers))
        {
            Assert.Equal(Written(answers), Written(JsonSerializer.SerializeToElement(check.Answers)));
        }

        if (expected.TryGetProperty("feeCents", out var fee))
        {
            Assert.Equal(fee.ValueKind == JsonValueKind.Null ? null : fee.GetInt64(), check.FeeCents);
        }

        if (expected.TryGetProperty("stoppedBy", out var stop))
        {
            Assert.Equal(stop.GetString(), check.StoppedBy);
        }
    }

    [Fact]
    public void There_are_at_least_150_vectors() => Assert.True(Cases().Count >= 150);

    /// <summary>Order of members counts, ways of writing a number or a letter do not.</summary>
    private static string Written(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', element.EnumerateObject().Select(member => $"{member.Name}:{Written(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Written))}]",
        JsonValueKind.String => $"\"{element.GetString()}\"",
        JsonValueKind.Number => element.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => element.GetRawText(),
    };
}
