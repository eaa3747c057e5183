namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about the occurrence that it runs for.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when the occurrence fell into a time when no host was running.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The occurrences around the present one, in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
