using System.Reflection;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// The rules that this build carries: version 0 of its department's. They count for every document that the department has not changed, so a
/// newer build's reach those who left them alone and overwrite nothing that was published. A test refuses a build whose rules have a defect.
/// </summary>
internal static class ShippedRules
{
    public static DepartmentRules Read()
    {
        var documents = new RuleDocumentSet(Document("offices"), Document("calendar"), Document("services"));
        var reading = documents.Read();
        return reading.Book is { } book
            ? new DepartmentRules(book.Services[0].Department, 0, RuleDocumentSet.None, documents, book)
            : throw new InvalidDataException(
                $"The rules of appointments have defects: {string.Join("; ", reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"))}");
    }

    private static BinaryData Document(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Appointments/{name}.json")
            ?? throw new InvalidDataException($"The rules {name} are not in this build");
        return BinaryData.FromStream(stream);
    }
}
