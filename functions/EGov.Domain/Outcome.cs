namespace EGov.Domain;

/// <summary>
/// Why the service said no. The code is for programs and never changes meaning; the sentence a person reads is looked
/// up under it in the person's own language, with <paramref name="Values"/> put into its places.
/// </summary>
/// <param name="Code">A stable kebab-case code from the feature's catalogue.</param>
/// <param name="Field">The field it concerns, as the caller named it; null when it concerns the whole request.</param>
/// <param name="Values">Named values for the sentence. Never personal data.</param>
/// <param name="Errors">The single faults, when one refusal stands for several.</param>
public sealed record Refusal(
    string Code,
    string? Field = null,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<Refusal>? Errors = null);

/// <summary>What a use case answers: a value, or the refusal that stands in its place.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refused) = (value, refusal);

    /// <summary>The refusal, or null when there is a value.</summary>
    public Refusal? Refused { get; }

    /// <summary>The value. Throws when the outcome is a refusal: look at <see cref="Refused"/> first.</summary>
    public T Value => Refused is null ? _value! : throw new InvalidOperationException($"Refused: {Refused.Code}");

    /// <summary>For values whose static type is an interface, which no conversion can start from.</summary>
#pragma warning disable CA1000 // It is how the value gets its type.
    public static Outcome<T> Of(T value) => new(value, null);
#pragma warning restore CA1000

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public TResult Match<TResult>(Func<T, TResult> accepted, Func<Refusal, TResult> refused) =>
        Refused is null ? accepted(_value!) : refused(Refused);
}

/// <summary>Nothing to say beyond "it was done".</summary>
public readonly record struct Done
{
    public static readonly Done Instance;
}
