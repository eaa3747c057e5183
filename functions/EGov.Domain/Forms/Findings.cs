using System.Text.Json;

namespace EGov.Domain.Forms;

/// <summary>Gathers what is wrong with answers. It keeps the first 500: hostile answers shall not make an answer larger than themselves.</summary>
internal sealed class Findings
{
    private const int Most = 500;
    private readonly List<Finding> _all = [];

    /// <summary>Whose answer is being looked at: what is found belongs to it, and goes when it is not shown.</summary>
    internal (FormField? Field, int? Item) Owner { get; set; }

    internal IReadOnlyList<Finding> All => _all;

    internal void Add(string path, string code, JsonElement value = default) => Add(new AnswerProblem(path, code), value);

    internal void Add(string path, string code, string name, object value) =>
        Add(new AnswerProblem(path, code, new Dictionary<string, string>
        {
            [name] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
        }));

    internal void Add(AnswerProblem problem, JsonElement value = default)
    {
        if (_all.Count < Most)
        {
            _all.Add(new Finding(Owner, problem, value));
        }
    }
}

/// <summary>One thing found, with whose it is and the answer as it was given.</summary>
internal sealed record Finding((FormField? Field, int? Item) Owner, AnswerProblem Problem, JsonElement Value);
