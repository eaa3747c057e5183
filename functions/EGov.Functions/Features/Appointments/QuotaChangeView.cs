namespace EGov.Functions.Features.Appointments;

/// <summary>A change of a quota as officers see it.</summary>
/// <param name="By">The officer's name.</param>
/// <param name="Finished">False when the call died on its way and was not repeated.</param>
/// <param name="Effects">What came of it for each date; while it is unfinished, what was expected.</param>
public sealed record QuotaChangeView(
    DateTimeOffset At,
    string? By,
    string Service,
    string Office,
    string Session,
    int Seats,
    bool Finished,
    IReadOnlyList<QuotaEffect> Effects)
{
    internal static QuotaChangeView Of(QuotaChange change) =>
        new(change.At, change.Name, change.Service, change.Office, change.Session, change.Seats, change.Finished, change.Effects);
}
