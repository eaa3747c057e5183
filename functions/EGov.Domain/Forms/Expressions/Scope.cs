namespace EGov.Domain.Forms.Expressions;

/// <summary>Where an expression stands: in a form's answers and, inside a group, in one of its items.</summary>
internal readonly record struct Scope(AnswerBook Book, int? Item);
