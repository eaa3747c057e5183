using System.Reflection;
using System.Text.Json;

namespace EGov.Domain.Retention;

/// <summary>
/// How long what is kept: infra/retention.json, read once. It classes every table and container; of the classes that are shredded, a form's period comes before
/// its department's, and that before the class's.
/// </summary>
public sealed class RetentionSchedule
{
    public const string CaseContents = "case-contents";
    public const string AppointmentDetails = "appointment-details";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, DataClass> _classes;

    public RetentionSchedule()
        : this(Shipped())
    {
    }

    /// <param name="json">In the form of infra/retention.json.</param>
    public RetentionSchedule(string json) => _classes = JsonSerializer.Deserialize<Document>(json, s_json)!.Classes.ToDictionary(one => one.Id);

    /// <summary>For the contents of a case, counted from its decision.</summary>
    public RetentionRule OfCase(string formId, string department)
    {
        var contents = _classes[CaseContents];
        return Rule(contents, "form", contents.Forms, formId) ?? Rule(contents, "department", contents.Departments, department) ?? Rule(contents);
    }

    /// <summary>For the details of an appointment, counted from its date.</summary>
    public RetentionRule OfAppointment() => Rule(_classes[AppointmentDetails]);

    private static RetentionRule Rule(DataClass of) => new(of.Id, of.Id, of.Days!.Value, of.From!);

    private static RetentionRule? Rule(DataClass of, string kind, IReadOnlyList<Period>? exceptions, string id) =>
        exceptions?.FirstOrDefault(one => one.Id == id) is { } own ? new RetentionRule(of.Id, $"{of.Id}/{kind}/{id}", own.Days, of.From!) : null;

    private static string Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("retention.json")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private sealed record Document(IReadOnlyList<DataClass> Classes);

    private sealed record DataClass(string Id, int? Days, string? From, IReadOnlyList<Period>? Departments, IReadOnlyList<Period>? Forms);

    private sealed record Period(string Id, int Days);
}

/// <summary>A rule of retention.</summary>
/// <param name="Id">Never changes meaning: a certificate names it.</param>
/// <param name="From">The event that the days are counted from.</param>
public sealed record RetentionRule(string DataClass, string Id, int Days, string From)
{
    /// <summary>The day on which it is due, in Hong Kong.</summary>
    public DateOnly DueAfter(DateOnly counted) => counted.AddDays(Days);
}
