namespace EGov.Domain.Appointments;

/// <summary>
/// Who came to a release, as a count: everybody has the number with which they came. When the seats are released the draw is made among those
/// who are there; whoever comes later comes after them, in the order of arrival.
/// </summary>
/// <param name="Given">Numbers given so far. A number whose owner was never told it is a hole, and harms nobody.</param>
/// <param name="Draw">Null until the seats are released.</param>
public sealed record RushQueue(int Given, QueueDraw? Draw)
{
    public static readonly RushQueue Nobody = new(0, null);

    /// <summary>Made once; whoever asks again finds the first one.</summary>
    public RushQueue Drawn() => Draw is null ? this with { Draw = QueueDraw.Make(Given) } : this;

    /// <summary>With so many more; their numbers begin at what was given before.</summary>
    public RushQueue With(int more) => this with { Given = Given + more };
}
