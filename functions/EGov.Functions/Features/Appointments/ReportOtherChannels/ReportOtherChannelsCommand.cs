namespace EGov.Functions.Features.Appointments.ReportOtherChannels;

/// <summary>How many seats the department's other channels have given out, session by session.</summary>
/// <param name="AsOf">When they were counted: a report that comes late changes nothing that a newer one said.</param>
public sealed record ReportOtherChannelsCommand(DateTimeOffset? AsOf, IReadOnlyList<ChannelSession?>? Sessions);

/// <summary>One session.</summary>
/// <param name="Seats">By slot, for all its slots.</param>
public sealed record ChannelSession(string? Service, string? Office, DateOnly? Date, string? Session, IReadOnlyList<int>? Seats);

/// <summary>What came of it.</summary>
/// <param name="Sessions">Sessions that say now what was reported.</param>
/// <param name="Outdated">Sessions of which a newer report was there already.</param>
/// <param name="Unplaced">Seats that people here have already.</param>
public sealed record ChannelsAnswer(int Sessions, int Outdated, IReadOnlyList<UnplacedSeats> Unplaced);

/// <summary>Seats of a slot for which there was no room.</summary>
public sealed record UnplacedSeats(string Service, string Office, DateOnly Date, string Session, string Time, int Seats);
