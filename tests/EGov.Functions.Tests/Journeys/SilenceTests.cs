using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>
/// A citizen and an officer go all the way, and then the host's log at its most talkative, every span, every message and what lies in storage are searched for each thing
/// that they said. Each place is also searched for the reference, which is everywhere: so that a place that was not read would be noticed.
/// </summary>
public sealed class SilenceTests
{
    private const string Key = "Idempotency-Key";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_people_say_comes_into_logs_traces_messages_or_unsealed_into_storage()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Telemetry:SampledPercent"] = "100",
        };
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { HostSettings = settings }, Cancellation);
        var said = new Said();

        var reference = await ApplyAsync(stack, said);
        var booking = await BookAsync(stack, said);

        foreach (var (place, text) in await PlacesAsync(stack, reference, booking))
        {
            Assert.True(PersonalValues.In(text, said.Values) is [], $"{place} holds {string.Join(" and ", PersonalValues.In(text, said.Values))}");
        }
    }

    /// <summary>A draft, a file, a submission, a question and its answer, a decision.</summary>
    private static async Task<string> ApplyAsync(LocalStack stack, Said said)
    {
        var citizen = new Caller(stack, said.Of(await stack.TokenAsync("chan-tai-man", Cancellation)));
        var officer = new Caller(stack, said.Of(await stack.TokenAsync("officer-immd-cheung", Cancellation)));
        var answers = FormAnswers.Read("immd-passport.full");
        answers["surnameEnglish"] = said.Of("QUENNELL");
        answers["givenNamesEnglish"] = said.Of("XANTHIPPE");
        answers["contactPhone"] = said.Of("+85298761234");
        answers["emailAddress"] = said.Of("xanthippe.quennell@example.org");
        answers["foreignPassportNumber"] = said.Of("QX730155");
        answers["lossPlace"] = said.Of("behind Quennell Lane");
        foreach (var name in (string[])["formerName", "guardianName", "identityCardNumber", "policeReportNumber", "lossCircumstances"])
        {
            said.Of((string)answers[name]!);
        }

        said.Values.AddRange(["Harbour Mansion", "27 Acacia Road"]);
        var draft = await citizen.DraftAsync("immd-passport");
        foreach (var path in FormAnswers.Files("immd-passport.full"))
        {
            var (name, content) = path == "photograph" ? ("jpg", TestFiles.Jpeg()) : ("pdf", TestFiles.Pdf());
            var upload = await citizen.UploadAsync(draft, path, said.Of($"quennell {path}.{name}"), content);
            await citizen.SettledAsync(draft, upload);
            answers[path] = new JsonArray(upload);
        }

        var saved = (await citizen.GetAsync($"drafts/{draft}")).Is(200);
        (await citizen.PutAsync($"drafts/{draft}", new { answers }, ("If-Match", saved.ETag))).Is(200);
        var reference = (await citizen.SubmitAsync("immd-passport", answers, draft)).Is(201).Text("reference");

        var theirs = $"departments/immd/submissions/{reference}";
        var lease = await Until.ValueAsync(
            async () => await officer.PostAsync("departments/immd/leases", new { seconds = 900 }) is { Status: 200 } handed ? handed.Text("leaseId") : null, "it is handed out");
        (await officer.GetAsync(theirs)).Is(200);
        (await officer.DoAsync($"{theirs}/acknowledgement", new { leaseId = lease })).Is(200);
        (await officer.DoAsync($"{theirs}/questions", new { text = said.Of("Were you born in Wolverhampton?") })).Is(200);
        var question = (string)(await citizen.GetAsync($"submissions/{reference}")).Is(200).Body!["questions"]![0]!["questionId"]!;
        (await citizen.DoAsync($"submissions/{reference}/questions/{question}/answer", new { text = said.Of("不是,在伍爾弗漢普頓出生。") })).Is(200);
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "approved", reason = said.Of("Granted by Mr Pemberton") })).Is(200);
        await Until.Async(async () => (await citizen.ListAsync("notices", "notices")).Count >= 5, "each step was told");
        return reference.Replace("-", "", StringComparison.Ordinal);
    }

    /// <summary>A booking with an address to write to, its lookup with a wrong code and a right one, its cancelling.</summary>
    private static async Task<string> BookAsync(LocalStack stack, Said said)
    {
        var anyone = new Caller(stack, null);
        const string Query = "service=hkic&class=lost&offices=RKO";
        var days = (await anyone.GetAsync($"appointments/availability?{Query}")).Is(200).Body!["days"]!.AsArray();
        var date = (string)days.Where(day => (int?)day!["general"] > 0).ElementAt(20)!["date"]!;
        var time = (string)(await anyone.GetAsync($"appointments/availability/{date}?{Query}")).Is(200).Body!["offices"]![0]!["slots"]![0]!["time"]!;
        var document = new { type = "travel-document", number = said.Of($"K{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}") };
        var (born, code, email) = (said.Of("1971-11-23"), "7351", said.Of("quennell.visits@example.net"));

        var held = (await anyone.DoAsync(
            "appointments/holds",
            new { service = "hkic", @class = "lost", office = "RKO", date, time, party = 1, document, dateOfBirth = born, enquiryCode = code, email, language = "tc" })).Is(201);
        var (reference, pass) = (held.Text("reference"), said.Of(held.Text("pass")));
        (await anyone.PostAsync($"appointments/{reference}/confirmation", new { }, (Key, Guid.NewGuid().ToString()), ("Appointment-Pass", pass))).Is(200);
        (await anyone.PostAsync("appointments/lookup", new { service = "hkic", document, dateOfBirth = born, enquiryCode = "0000" })).Refuses("lookup-refused");
        var found = (await anyone.PostAsync("appointments/lookup", new { service = "hkic", document, dateOfBirth = born, enquiryCode = code })).Is(200);
        await Until.Async(
            async () => (await stack.Http.GetStringAsync(new Uri(stack.Issuer, "mail"), Cancellation)).Contains(email, StringComparison.Ordinal), "a letter was sent");
        var seen = (await anyone.GetAsync($"appointments/{reference}", ("Appointment-Pass", said.Of(found.Text("pass"))))).Is(200);
        (await anyone.PostAsync(
            $"appointments/{reference}/cancellation", new { }, (Key, Guid.NewGuid().ToString()), ("Appointment-Pass", pass), ("If-Match", seen.ETag))).Is(200);
        return reference.Replace("-", "", StringComparison.Ordinal);
    }

    private static async Task<List<(string Place, string Text)>> PlacesAsync(LocalStack stack, params string[] references)
    {
        return
        [
            ("the log", await WithAsync(() => ReadAsync(stack.Host.Log), references, "the log")),
            ("a trace", await WithAsync(() => TracesAsync(stack), references, "the traces")),
            ("the bus", await WithAsync(() => FilesAsync(stack.Folder, "bus.db*"), references, "the bus")),
            ("storage", await WithAsync(() => FilesAsync(Path.Combine(stack.Folder, "azurite"), "*"), references, "storage")),
        ];
    }

    /// <summary>The emulator writes its file a moment later, and the log comes through a pipe: each place is waited for until it speaks of both.</summary>
    private static Task<string> WithAsync(Func<Task<string>> read, string[] references, string place) => Until.ValueAsync(
        async () => await read() is var text && references.All(reference => PersonalValues.In(text, [reference]).Count > 0) ? text : null,
        $"{place} knows of {string.Join(" and ", references)}");

    private static async Task<string> TracesAsync(LocalStack stack)
    {
        var all = new StringBuilder();
        foreach (var trace in JsonNode.Parse(await stack.Http.GetStringAsync(new Uri(stack.AdminBase, "traces"), Cancellation))!.AsArray())
        {
            all.AppendLine(await stack.Http.GetStringAsync(new Uri(stack.AdminBase, $"traces/{(string)trace!["traceId"]!}"), Cancellation));
        }

        return all.ToString();
    }

    private static async Task<string> FilesAsync(string folder, string pattern)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            all.AppendLine(await ReadAsync(file));
        }

        return all.ToString();
    }

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>What was said, to be looked for.</summary>
    private sealed class Said
    {
        public List<string> Values { get; } = ["Chan Tai Man", "陳大文"];

        public string Of(string value)
        {
            Values.Add(value);
            return value;
        }
    }
}
