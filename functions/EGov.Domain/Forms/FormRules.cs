using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>Holds answers against a form. Nothing here throws, whatever the answers are.</summary>
public static class FormRules
{
    /// <summary>The most that the answers may take as JSON, in bytes of UTF-8.</summary>
    public const int LargestAnswers = 256 * 1024;

    /// <summary>The whole judgement, for submitting.</summary>
    /// <param name="today">The date in Hong Kong.</param>
    public static FormCheck Check(FormDefinition form, JsonElement answers, DateOnly today)
    {
        var found = new Findings();
        var book = new AnswerBook(form, Shape(form, answers, found), today);
        var canonical = book.Canonical();

        if (form.Stops.FirstOrDefault(stop => Applies(stop, book)) is { } stopped)
        {
            return new FormCheck(canonical, [Problem(stopped, form)], null, stopped.Id);
        }

        var judged = new Findings();
        Judge(book, found, judged);
        foreach (var rule in form.Rules)
        {
            if (Broken(rule, book) is { } problem)
            {
                judged.Add(problem);
            }
        }

        var fee = Fee(book, judged);
        return new FormCheck(canonical, [.. judged.All.Select(finding => finding.Problem)], fee, null);
    }

    /// <summary>
    /// What of a draft still fits the form: answers whose field exists and whose shape is right. Required fields, limits, rules and
    /// what is shown are not looked at, so that nothing is lost that the person can still put right.
    /// </summary>
    public static FormFit Fit(FormDefinition form, JsonElement answers)
    {
        var found = new Findings();
        var shaped = Shape(form, answers, found);
        var fitting = new JsonObject();
        foreach (var field in form.Fields)
        {
            if (shaped[field.Id] is { } answer)
            {
                fitting[field.Id] = answer.DeepClone();
            }
        }

        return new FormFit(fitting, [.. found.All.Select(finding => new UnfitAnswer(finding.Problem.Field, finding.Problem.Code, Kept(finding.Value)))]);
    }

    private static JsonElement Kept(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? JsonSerializer.SerializeToElement<object?>(null) : value.Clone();

    private static JsonObject Shape(FormDefinition form, JsonElement answers, Findings found)
    {
        if (answers.ValueKind != JsonValueKind.Object)
        {
            found.Add("", "wrong-type", answers);
            return [];
        }

        if (JsonMarshal.GetRawUtf8Value(answers).Length > LargestAnswers)
        {
            found.Add("", "too-large", "max", "256 KB");
            return [];
        }

        return FieldSet.Read(form.Fields, answers, "", (null, null), found);
    }

    private static void Judge(AnswerBook book, Findings found, Findings judged)
    {
        var byOwner = found.All.ToLookup(finding => finding.Owner);
        foreach (var field in book.Form.Fields.Where(field => book.IsShown(field, null)))
        {
            Judge(field, null, field.Id, book, byOwner, judged);
            if (field is GroupField group)
            {
                for (var item = 0; item < book.ItemCount(group); item++)
                {
                    foreach (var own in group.Fields.Where(own => book.IsShown(own, item)))
                    {
                        Judge(own, item, $"{group.Id}[{item}].{own.Id}", book, byOwner, judged);
                    }
                }
            }
        }

        foreach (var finding in byOwner[(null, null)])
        {
            judged.Add(finding.Problem);
        }
    }

    private static void Judge(
        FormField field, int? item, string path, AnswerBook book, ILookup<(FormField? Field, int? Item), Finding> byOwner, Findings judged)
    {
        foreach (var finding in byOwner[(field, item)])
        {
            judged.Add(finding.Problem);
        }

        var scope = new Scope(book, item);
        if (book.Shown(field, item) is { } answer)
        {
            field.Judge(answer, path, scope, judged);
        }
        else if (!byOwner.Contains((field, item)) && (field.Required || field.RequiredWhen?.Holds(scope) == true))
        {
            judged.Add(path, field.MissingCode);
        }
    }

    private static AnswerProblem? Broken(FormRule rule, AnswerBook book)
    {
        var shown = rule.Fields.FirstOrDefault(id => book.IsShown(book.Form.ById[id], null));
        var scope = new Scope(book, null);
        var ready = rule.Always || rule.Check.References().All(read => read.Reading == Reading.Answered || read.IsAnswered(scope));
        return shown is null || !ready || rule.Check.Holds(scope)
            ? null
            : new AnswerProblem(shown, "rule", new Dictionary<string, string> { ["rule"] = rule.Id }, rule.Message);
    }

    private static bool Applies(FormStop stop, AnswerBook book) =>
        book.IsShown(book.Form.Pages.First(page => page.Id == stop.Page)) && stop.When.Holds(new Scope(book, null));

    private static AnswerProblem Problem(FormStop stop, FormDefinition form) => new(
        stop.When.References().FirstOrDefault()?.Field.Id ?? form.Pages.First(page => page.Id == stop.Page).Fields[0].Id,
        "stopped",
        new Dictionary<string, string> { ["stop"] = stop.Id },
        stop.Message);

    /// <summary>A fee below nothing is nothing. A fee that cannot be worked out is not nothing: the first answer it lacks becomes required.</summary>
    private static long? Fee(AnswerBook book, Findings judged)
    {
        if (book.Form.Fee is not { } fee)
        {
            return null;
        }

        var scope = new Scope(book, null);
        if (fee.Evaluate(scope) is decimal cents)
        {
            return (long)decimal.Max(0, decimal.Round(cents, 0, MidpointRounding.AwayFromZero));
        }

        if (judged.All.Count == 0)
        {
            var read = fee.References().ToList();
            var lacking = read.FirstOrDefault(reference => !reference.IsAnswered(scope));
            var field = (lacking ?? read.FirstOrDefault())?.Field.Id ?? "";
            judged.Add(lacking is null
                ? new AnswerProblem(field, "too-large", new Dictionary<string, string> { ["max"] = PlainText.Written(Arithmetic.Bound) })
                : new AnswerProblem(field, "required"));
        }

        return null;
    }
}
