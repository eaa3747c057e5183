namespace EGov.Domain.Forms.FieldTypes;

/// <summary>The number of a passport or another travel document, of any country: 5 to 20 capitals and digits.</summary>
public sealed class TravelDocumentField : TextualField
{
    internal TravelDocumentField(FieldHead head)
        : base(head)
    {
    }

    private protected override string? Put(string text, out string? code)
    {
        var number = PlainText.Compact(text);
        var fits = number.Length is >= 5 and <= 20 && number.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));
        code = fits ? null : "travel-document-format";
        return fits ? number : null;
    }
}
