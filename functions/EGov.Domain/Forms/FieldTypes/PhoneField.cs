namespace EGov.Domain.Forms.FieldTypes;

/// <summary>A telephone number, of Hong Kong or, where the form allows it, of any country.</summary>
public sealed class PhoneField : TextualField
{
    internal PhoneField(FieldHead head, bool overseas)
        : base(head) => Overseas = overseas;

    public bool Overseas { get; }

    private protected override string? Put(string text, out string? code) => PhoneNumber.Parse(text, Overseas, out code);
}
