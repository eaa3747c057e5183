namespace EGov.Simulators.BackOffice;

/// <summary>What one department's system has done since this program started.</summary>
internal sealed class Tally
{
    private int _leased;
    private int _acknowledged;
    private int _asked;
    private int _approved;
    private int _refused;
    private int _faults;

    public int Leased => _leased;

    public int Acknowledged => _acknowledged;

    public int Asked => _asked;

    public int Approved => _approved;

    public int Refused => _refused;

    public int Faults => _faults;

    /// <summary>Acknowledged submissions that wait for their time.</summary>
    public int OnTheDesk { get; set; }

    public void CountLeased() => Interlocked.Increment(ref _leased);

    public void CountAcknowledged() => Interlocked.Increment(ref _acknowledged);

    public void CountAsked() => Interlocked.Increment(ref _asked);

    public void CountDecided(bool refused) => Interlocked.Increment(ref refused ? ref _refused : ref _approved);

    public void CountFault() => Interlocked.Increment(ref _faults);
}
