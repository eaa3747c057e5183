namespace EGov.Functions.Events;

/// <summary>The queues and topics of infra/messaging.json.</summary>
public static class Topics
{
    public const string SubmissionReceived = "submission-received";
    public const string CaseMoved = "case-moved";
    public const string DraftExpiring = "draft-expiring";

    /// <summary>How long each topic remembers the ids of its messages, at least: a repetition within it reaches nobody.</summary>
    public static readonly TimeSpan DuplicateDetectionWindow = TimeSpan.FromMinutes(10);

    /// <summary>Where the departments' subscriptions forward to.</summary>
    public const string DeliverSubmission = "deliver-submission";

    /// <summary>Where everything that a person's timeline shows is forwarded to.</summary>
    public const string RecordTimeline = "record-timeline";

    /// <summary>Promises to look whether a step was written and announced.</summary>
    public const string EnsurePublished = "ensure-published";

    /// <summary>What happened to appointments.</summary>
    public const string AppointmentMoved = "appointment-moved";

    /// <summary>Promises to look which of an appointment's claims counts.</summary>
    public const string SettleAppointment = "settle-appointment";

    /// <summary>Orders to bring an office's sessions in line with a closure, promised ones too.</summary>
    public const string CloseOffice = "close-office";

    /// <summary>Orders to offer other seats to the people of a session.</summary>
    public const string ReofferSession = "reoffer-session";

    /// <summary>Orders to look whether an offered seat was taken, due when the offer ends.</summary>
    public const string PassOnSeat = "pass-on-seat";

    /// <summary>What the audit trail is to hold: entries, and events that topics forward.</summary>
    public const string AppendAudit = "append-audit";

    /// <summary>News of files that people have attached: from Event Grid, never from this application.</summary>
    public const string JudgeAttachment = "judge-attachment";
}
