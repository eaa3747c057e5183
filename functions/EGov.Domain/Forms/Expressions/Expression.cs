namespace EGov.Domain.Forms.Expressions;

/// <summary>One node of a condition or sum in a document. Values are null, bool, decimal, string or a list of strings.</summary>
internal abstract class Expression
{
    /// <summary>Stands for a value that only a person's answers or the day decide, while a document is being examined.</summary>
    internal static readonly object Unknown = new();

    internal abstract ValueKind Kind { get; }

    internal virtual IReadOnlyList<Expression> Parts => [];

    internal abstract object? Evaluate(Scope scope);

    /// <summary>The value it has whatever is answered, or <see cref="Unknown"/>.</summary>
    internal abstract object? Fold(Func<FormField, bool> neverShown);

    internal bool Holds(Scope scope) => Evaluate(scope) is true;

    /// <summary>Every place where it reads a field, in order.</summary>
    internal IEnumerable<FieldReference> References() =>
        this is FieldReference reference ? [reference] : Parts.SelectMany(part => part.References());
}
