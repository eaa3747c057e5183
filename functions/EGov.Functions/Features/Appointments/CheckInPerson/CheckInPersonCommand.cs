namespace EGov.Functions.Features.Appointments.CheckInPerson;

/// <summary>Who came, and where.</summary>
/// <param name="Code">What a scanner read from the appointment's QR symbol, or a typed reference.</param>
/// <param name="Date">Today unless it is named: a day that is over, where somebody was noted as missing who came after all.</param>
public sealed record CheckInPersonCommand(string? Code, string? Office, DateOnly? Date);
