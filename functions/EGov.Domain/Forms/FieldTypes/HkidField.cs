namespace EGov.Domain.Forms.FieldTypes;

/// <summary>The number of a Hong Kong identity card.</summary>
public sealed class HkidField : TextualField
{
    internal HkidField(FieldHead head)
        : base(head)
    {
    }

    private protected override string? Put(string text, out string? code) => Hkid.Parse(text, out code)?.Value;
}
