using System.Reflection;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The rules that this build carries. A test refuses a build whose rules have a defect.</summary>
internal static class AppointmentRules
{
    public static RuleBook Read()
    {
        var reading = RuleDocuments.Read(Document("offices"), Document("calendar"), Document("services"));
        return reading.Book ?? throw new InvalidDataException(
            $"The rules of appointments have defects: {string.Join("; ", reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"))}");
    }

    internal static byte[] Document(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Appointments/{name}.json")
            ?? throw new InvalidDataException($"The rules {name} are not in this build");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
