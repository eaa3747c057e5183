namespace EGov.Domain.Forms.FieldTypes;

/// <summary>An e-mail address.</summary>
public sealed class EmailField : TextualField
{
    internal EmailField(FieldHead head)
        : base(head)
    {
    }

    private protected override string? Put(string text, out string? code)
    {
        var address = EmailAddress.Parse(text);
        code = address is null ? "email-format" : null;
        return address;
    }
}
