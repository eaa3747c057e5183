namespace EGov.Domain.Forms.Expressions;

/// <summary>Today's date in Hong Kong.</summary>
internal sealed class Today : Expression
{
    internal override ValueKind Kind => ValueKind.Date;

    internal override object? Evaluate(Scope scope) => Dates.Write(scope.Book.Today);

    internal override object? Fold(Func<FormField, bool> neverShown) => Unknown;
}
