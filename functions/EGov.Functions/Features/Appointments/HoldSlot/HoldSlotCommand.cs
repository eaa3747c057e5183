namespace EGov.Functions.Features.Appointments.HoldSlot;

/// <summary>What a person wants to book, and what they prove themselves with later.</summary>
/// <param name="Time">HH:mm, Hong Kong.</param>
/// <param name="EnquiryCode">Four digits of the person's own choice.</param>
public sealed record HoldSlotCommand(
    string? Service,
    string? Class,
    string? Office,
    DateOnly? Date,
    string? Time,
    DocumentNamed? Document,
    DateOnly? DateOfBirth,
    string? EnquiryCode,
    string? Email,
    string? Phone,
    string? Language,
    DateOnly? LimitOfStay,
    DateOnly? TerminatedOn,
    int Party = 1);
