using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Submissions;

internal static class AnswerProblems
{
    /// <summary>A fault of one answer under its own code; a rule, stop or pattern speaks in the form's own words.</summary>
    public static Refusal AsRefusal(AnswerProblem problem)
    {
        var values = new Dictionary<string, string>(problem.Values ?? new Dictionary<string, string>());
        if (problem.Message is { } words)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                values[Answers.OwnWords(language)] = words.In(language);
            }
        }

        return new Refusal(problem.Code, problem.Field, values);
    }
}
