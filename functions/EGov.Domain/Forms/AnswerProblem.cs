namespace EGov.Domain.Forms;

/// <summary>One thing that is wrong with a person's answers.</summary>
/// <param name="Field">The field's path: <c>dateOfBirth</c>, <c>children[1].name</c>, <c>home.district</c>; empty for the answers as a whole.</param>
/// <param name="Code">A stable kebab-case code, listed in docs/forms.md.</param>
/// <param name="Values">Named values for the sentence, such as <c>max</c>. They come from the form, never from the answer.</param>
/// <param name="Message">The document's own words, where it has some: a rule's, a stop's or a pattern's.</param>
public sealed record AnswerProblem(
    string Field,
    string Code,
    IReadOnlyDictionary<string, string>? Values = null,
    Text? Message = null);
