namespace EGov.LocalRuntime.Faults;

/// <summary>What can go wrong between an application and its storage.</summary>
internal enum StorageFault
{
    None,

    /// <summary>500 before the request took effect.</summary>
    InternalError,

    /// <summary>503 before the request took effect.</summary>
    Busy,

    /// <summary>No answer, and the request did not arrive.</summary>
    TimedOut,

    /// <summary>The request took effect and its answer never came.</summary>
    AnswerLost,

    /// <summary>An insert took effect and says 409: what a repetition on the wire looks like to the one who sent it.</summary>
    ThereAlready,

    /// <summary>A conditional write says 412 and did not take effect: somebody was faster.</summary>
    ChangedMeanwhile,

    /// <summary>A conditional write took effect and says 412: its own repetition was faster.</summary>
    ChangedByItself,
}
