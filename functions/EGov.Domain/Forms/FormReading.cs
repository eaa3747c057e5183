namespace EGov.Domain.Forms;

/// <summary>What is wrong with a form document, and where: <c>pages[1].fields[3].label.sc</c> with <c>blank</c>.</summary>
/// <param name="Place">The member's path in the document; empty for the document itself.</param>
/// <param name="Code">A stable kebab-case code, listed in docs/forms.md.</param>
public sealed record FormDefect(string Place, string Code);

/// <summary>What came of reading a document: a definition when there is no defect, else the defects and no definition.</summary>
public sealed record FormReading(FormDefinition? Definition, IReadOnlyList<FormDefect> Defects);
