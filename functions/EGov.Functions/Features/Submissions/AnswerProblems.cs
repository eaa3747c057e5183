using System.Globalization;
using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Forms.FieldTypes;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Submissions;

internal static class AnswerProblems
{
    private static readonly string[] s_limits = ["min", "max"];

    /// <summary>A fault of one answer under its own code; a rule, stop or pattern speaks in the form's own words, and a limit of money in dollars.</summary>
    public static Refusal AsRefusal(this FormDefinition form, AnswerProblem problem)
    {
        var values = new Dictionary<string, string>(problem.Values ?? new Dictionary<string, string>());
        if (form.FieldAt(problem.Field) is NumberField { IsMoney: true })
        {
            foreach (var limit in values.Keys.Intersect(s_limits).ToList())
            {
                values[limit] = Dollars(values[limit]);
            }
        }

        if (problem.Message is { } words)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                values[Answers.OwnWords(language)] = words.In(language);
            }
        }

        return new Refusal(problem.Code, problem.Field, values);
    }

    /// <summary>Whole cents as people write an amount: <c>$1,234.50</c>.</summary>
    private static string Dollars(string cents) =>
        (decimal.Parse(cents, CultureInfo.InvariantCulture) / 100).ToString("$#,##0.00;-$#,##0.00", CultureInfo.InvariantCulture);
}
