using System.Diagnostics.CodeAnalysis;
using EGov.Domain.Submissions;

namespace EGov.Domain.Appointments;

/// <summary>
/// What the QR symbol of an appointment says: a word that tells what it is, and the reference. Whoever reads it over a shoulder learns
/// nothing about the person.
/// </summary>
public static class AppointmentCode
{
    private const string Prefix = "APPT:";

    /// <summary>Reads what a scanner or a person typed: with the word or without, and the reference however it was written.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Reference reference)
    {
        var bare = code?.Trim();
        return Reference.TryParse(
            bare?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) is true ? bare[Prefix.Length..] : bare, out reference);
    }
}
