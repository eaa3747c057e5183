using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EGov.Testing;

/// <summary>The API of appointments as a person without an account calls it.</summary>
public sealed class AppointmentsApi(HttpClient http, Uri apiBase)
{
    /// <summary>The same for everybody: a person is told apart by their document.</summary>
    private const string Birthday = "1985-06-15";

    private const string Code = "2580";

    private const string PassHeader = "Appointment-Pass";

    private const string KeyHeader = "Idempotency-Key";

    /// <summary>Takes a slot's seat for ten minutes.</summary>
    /// <exception cref="HttpRequestException">No answer came; whether it took effect is not known. So of every call here.</exception>
    public Task<AppointmentAnswer> HoldAsync(Applicant person, AppointmentSlot slot, string key, CancellationToken cancellation = default) => SendAsync(
        HttpMethod.Post,
        "appointments/holds",
        new
        {
            service = slot.Service,
            @class = person.Class,
            office = slot.Office,
            date = slot.Date,
            time = slot.Time,
            document = new { type = "travel-document", number = person.Document },
            dateOfBirth = Birthday,
            enquiryCode = Code,
            language = "tc",
            limitOfStay = person.LimitOfStay,
        },
        cancellation,
        (KeyHeader, key));

    public Task<AppointmentAnswer> ConfirmAsync(string reference, string pass, string key, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"appointments/{reference}/confirmation", new { }, cancellation, (KeyHeader, key), (PassHeader, pass));

    public Task<AppointmentAnswer> ChangeAsync(
        string reference,
        string pass,
        string version,
        AppointmentSlot to,
        string key,
        CancellationToken cancellation = default) => SendAsync(
            HttpMethod.Post,
            $"appointments/{reference}/change",
            new { office = to.Office, date = to.Date, time = to.Time },
            cancellation,
            (KeyHeader, key),
            (PassHeader, pass),
            ("If-Match", version));

    public Task<AppointmentAnswer> CancelAsync(string reference, string pass, string version, string key, CancellationToken cancellation = default) => SendAsync(
        HttpMethod.Post,
        $"appointments/{reference}/cancellation",
        new { },
        cancellation,
        (KeyHeader, key),
        (PassHeader, pass),
        ("If-Match", version));

    public Task<AppointmentAnswer> GetAsync(string reference, string pass, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Get, $"appointments/{reference}", null, cancellation, (PassHeader, pass));

    public Task<AppointmentAnswer> LookUpAsync(Applicant person, string service, CancellationToken cancellation = default) => SendAsync(
        HttpMethod.Post,
        "appointments/lookup",
        new { service, document = new { type = "travel-document", number = person.Document }, dateOfBirth = Birthday, enquiryCode = Code },
        cancellation);

    /// <summary>What can be booked: services, classes, offices.</summary>
    public Task<JsonElement> ServicesAsync(CancellationToken cancellation = default) => ReadAsync("appointments/services", cancellation);

    /// <summary>Free seats by day and office.</summary>
    public Task<JsonElement> DaysAsync(string query, CancellationToken cancellation = default) => ReadAsync($"appointments/availability?{query}", cancellation);

    /// <summary>Free seats of one day's slots, by office.</summary>
    public Task<JsonElement> SlotsAsync(string date, string query, CancellationToken cancellation = default) =>
        ReadAsync($"appointments/availability/{date}?{query}", cancellation);

    private async Task<JsonElement> ReadAsync(string path, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri(apiBase, path), cancellation);

    private async Task<AppointmentAnswer> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellation,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(apiBase, path));
        request.Content = body is null ? null : JsonContent.Create(body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return new AppointmentAnswer(answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), answer.Headers.ETag?.ToString());
    }
}

/// <summary>A person as appointments know one.</summary>
/// <param name="Document">The number of a travel document: at least five capitals and digits.</param>
/// <param name="LimitOfStay">Year-month-day, where the service asks for it.</param>
public sealed record Applicant(string Document, string Class, string? LimitOfStay = null);

/// <summary>Where and when, as the API writes it.</summary>
public sealed record AppointmentSlot(string Service, string Office, string Date, string Time);

/// <summary>What the API said about an appointment.</summary>
/// <param name="Body">Undefined when there was none.</param>
public sealed record AppointmentAnswer(HttpStatusCode Status, JsonElement Body, string? ETag)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The refusal's code; null of a success.</summary>
    public string? Refusal => IsSuccess || Body.ValueKind is not JsonValueKind.Object ? null : Text("code");

    /// <summary>The appointment: by itself, or inside the answer of a hold or a lookup.</summary>
    public JsonElement Appointment => Body.TryGetProperty("appointment", out var inside) ? inside : Body;

    public string? Text(string name) => Body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
