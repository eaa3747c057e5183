namespace EGov.Functions.Hosting.Limits;

/// <summary>Calls of which one person, or one network, makes only so many in a minute. Each is a section of the settings below <c>Limits</c>.</summary>
public enum CallLimit
{
    /// <summary>Holding seats, and moving an appointment to others.</summary>
    Holds,

    /// <summary>Looking for an appointment with somebody's particulars.</summary>
    Lookups,

    /// <summary>Joining a waiting room.</summary>
    Joins,
}
