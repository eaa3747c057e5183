using System.Globalization;
using System.Text.Json;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>An appointment as an answer shows it.</summary>
/// <param name="Status">held, booked, cancelled or lapsed.</param>
public sealed record SeenAppointment(string Status, string Reference, DateTimeOffset? HeldUntil, string Place)
{
    public static SeenAppointment Of(JsonElement appointment) => new(
        Text(appointment, "status"),
        Text(appointment, "reference"),
        appointment.TryGetProperty("heldUntil", out var until) && until.ValueKind is JsonValueKind.String ? until.GetDateTimeOffset() : null,
        $"{Text(appointment, "office")} {Text(appointment, "date")} {Text(appointment, "time")}");

    public static SeenAppointment Parse(string text) => text.Split(' ', 4) is [var status, var reference, var until, var place]
        ? new SeenAppointment(status, reference, until is "-" ? null : DateTimeOffset.Parse(until, CultureInfo.InvariantCulture), place)
        : throw new FormatException($"'{text}' is no appointment");

    public override string ToString() =>
        $"{Status} {Reference} {HeldUntil?.ToString("O", CultureInfo.InvariantCulture) ?? "-"} {Place}";

    private static string Text(JsonElement appointment, string name) => appointment.GetProperty(name).GetString()!;
}
