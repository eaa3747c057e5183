namespace EGov.Domain.Forms.Expressions;

/// <summary>A value that stands in the document itself.</summary>
internal sealed class Literal(object? value, ValueKind kind) : Expression
{
    internal static readonly Literal Nothing = new(null, ValueKind.Nothing);

    internal object? Value => value;

    internal override ValueKind Kind => kind;

    internal override object? Evaluate(Scope scope) => value;

    internal override object? Fold(Func<FormField, bool> neverShown) => value;
}
