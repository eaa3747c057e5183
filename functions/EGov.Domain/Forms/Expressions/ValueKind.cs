namespace EGov.Domain.Forms.Expressions;

/// <summary>What an expression gives. Every kind may also be null at run time: a question without an answer.</summary>
internal enum ValueKind
{
    /// <summary>Null and nothing else.</summary>
    Nothing,
    Text,

    /// <summary>A date, carried as <c>YYYY-MM-DD</c> so that it compares as text does.</summary>
    Date,

    /// <summary>A number of at most 4 decimals, of less than 100,000,000,000 either side of zero.</summary>
    Number,
    YesNo,

    /// <summary>The values chosen of several.</summary>
    List,

    /// <summary>An address, a group or files: can be asked for, counted or entered, never compared.</summary>
    Structure,
}
