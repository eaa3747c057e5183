namespace EGov.Domain.Appointments;

/// <summary>What came of a session: its counts, and how many of its booked seats were whose.</summary>
/// <param name="Arrived">Booked seats whose people came.</param>
/// <param name="Missed">Booked seats whose people did not come.</param>
/// <param name="WalkIns">Booked seats that were given at the office.</param>
/// <param name="OtherChannels">Booked seats that the department's other channels gave out: nobody notes here whether those people came.</param>
public sealed record SessionTally(SeatCounts Counts, int Arrived, int Missed, int WalkIns, int OtherChannels)
{
    public static readonly SessionTally None = new(SeatCounts.None, 0, 0, 0, 0);

    public static SessionTally Of(SessionSeats session)
    {
        var booked = session.Seats.Where(seat => seat.State is SeatState.Booked).ToList();
        return new(
            SeatCounts.Of(session),
            booked.Count(seat => seat.Visit is Visit.Arrived),
            booked.Count(seat => seat.Visit is Visit.Missed),
            booked.Count(seat => seat.Owner.IsWalkIn),
            booked.Count(Appointments.OtherChannels.IsTheirs));
    }
}
