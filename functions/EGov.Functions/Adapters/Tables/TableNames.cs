namespace EGov.Functions.Adapters.Tables;

internal static class TableNames
{
    public const string Forms = "Forms";
    public const string Drafts = "Drafts";
    public const string DraftCalendar = "DraftCalendar";
    public const string Attachments = "Attachments";
    public const string Submissions = "Submissions";
    public const string AccessLog = "AccessLog";
    public const string Inboxes = "Inboxes";
    public const string Timelines = "Timelines";
    public const string Appointments = "Appointments";
    public const string Sessions = "Sessions";
    public const string Rules = "Rules";
    public const string AppointmentLists = "AppointmentLists";
    public const string Closures = "Closures";
    public const string Watches = "Watches";
    public const string WaitingRooms = "WaitingRooms";
    public const string AppointmentReferences = "AppointmentReferences";
    public const string QuotaChanges = "QuotaChanges";
    public const string RetentionCalendar = "RetentionCalendar";
    public const string DestructionCertificates = "DestructionCertificates";

    public static readonly IReadOnlyList<string> All =
    [
        Forms, Drafts, DraftCalendar, Attachments, Submissions, AccessLog, Inboxes, Timelines, Appointments, Sessions, Rules, AppointmentLists, Closures,
        Watches, WaitingRooms, AppointmentReferences, QuotaChanges, RetentionCalendar, DestructionCertificates,
    ];
}
