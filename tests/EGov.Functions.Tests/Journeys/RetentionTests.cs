using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Retention.ShredExpired;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Hosting.Settings;
using EGov.Functions.Tests.Conventions;
using EGov.Operations;
using EGov.Operations.Retention;
using EGov.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>A case whose time is over, on the running platform: its years pass in this process, which destroys what the host has written.</summary>
public sealed class RetentionTests(Platform platform)
{
    /// <summary>Every function that opens contents, and how it is called; EnsurePublished, which nobody calls, tells only what the history says.</summary>
    private static readonly Dictionary<string, Func<Sent, Task<Reply>>> s_readers = new()
    {
        ["GetSubmittedAnswers"] = sent => sent.Citizen.GetAsync($"submissions/{sent.Reference}/answers", sent.Language),
        ["GetSubmittedFile"] = sent => sent.Citizen.GetAsync($"submissions/{sent.Reference}/attachments/{sent.File}", sent.Language),
        ["GetReceipt"] = sent => sent.Citizen.GetAsync($"submissions/{sent.Reference}/receipt", sent.Language),
        ["OpenSubmission"] = sent => sent.Officer.GetAsync($"departments/ird/submissions/{sent.Reference}", sent.Language),
        ["OpenSubmittedFile"] = sent => sent.Officer.GetAsync($"departments/ird/submissions/{sent.Reference}/attachments/{sent.File}", sent.Language),
    };

    /// <summary>Every step of a case: none says anything of contents any more, and none moves it.</summary>
    private static readonly Dictionary<string, Func<Sent, Task<Reply>>> s_steps = new()
    {
        ["AcknowledgeSubmission"] = sent => sent.Officer.PostAsync($"departments/ird/submissions/{sent.Reference}/acknowledgement", new { }, sent.Language, sent.Key),
        ["AskApplicant"] = sent => sent.Officer.PostAsync($"departments/ird/submissions/{sent.Reference}/questions", new { text = "?" }, sent.Language, sent.Key),
        ["DecideSubmission"] = sent => sent.Officer.PostAsync($"departments/ird/submissions/{sent.Reference}/decision", new { outcome = "approved", reason = "x" }, sent.Language, sent.Key),
        ["AnswerQuestion"] = sent => sent.Citizen.PostAsync($"submissions/{sent.Reference}/questions/any/answer", new { text = "x" }, sent.Language, sent.Key),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_function_that_opens_contents_or_moves_a_case_is_tried()
    {
        string[] openers =
        [
            "EGov.Functions.Features.Submissions.OwnCases.OpenAsync", "EGov.Functions.Features.Submissions.DepartmentCases.OpenAsync",
            "EGov.Functions.Features.Submissions.ISubmissionStore.OpenAsync", "EGov.Functions.Features.Submissions.Deed.DoAsync",
        ];

        var functions = Uses.In(typeof(FunctionCatalogue).Assembly, "EGov.Functions.Features.")
            .Where(type => type.Type.EndsWith("Function", StringComparison.Ordinal) && type.Calls.Overlaps(openers))
            .Select(type => type.Type.Split('.')[^1][..^"Function".Length])
            .Order(StringComparer.Ordinal);

        Assert.Equal([.. s_readers.Keys.Concat(s_steps.Keys).Append("EnsurePublished").Order(StringComparer.Ordinal)], functions);
    }

    [Fact]
    public async Task When_its_time_is_over_the_contents_are_gone_with_proof_and_everybody_is_told_in_their_language()
    {
        var sent = await DecidedAsync();
        var (reference, own) = (Reference.Parse(sent.Reference), $"submissions/{sent.Reference}");
        var due = await Until.ValueAsync(() => EntryAsync(reference), "the decision has put the case into the calendar");
        (await sent.Citizen.GetAsync($"{own}/destruction-certificate")).Refuses("not-found");

        await ShredAsync(due);

        await RefusedAsync(sent);
        var seen = (await sent.Citizen.GetAsync(own)).Is(200).Body!;
        Assert.Equal("decided", (string?)seen["status"]);
        Assert.Equal(3, seen["history"]!.AsArray().Count);
        Assert.Equal("case-contents/department/ird", (string?)seen["shredded"]!["rule"]);
        Assert.Null(seen["decision"]);
        Assert.Single(seen["accesses"]!.AsArray());
        await Until.Async(
            async () => (await sent.Officer.ListAsync("departments/ird/inbox?state=decided&take=100", "items")).Any(item => (string?)item["reference"] == sent.Reference),
            "the department's inbox still lists it");
        Assert.Equal("decided", (string?)(await sent.Citizen.ListAsync("cases", "cases")).Single()["status"]);
        (await (await platform.CitizenAsync()).GetAsync($"{own}/destruction-certificate")).Refuses("not-found");
        await ProvedAsync(sent, reference, due.Day);
    }

    [Fact]
    public async Task What_the_calendar_lacks_is_put_into_it_by_one_walk_also_seats_that_were_held_and_never_confirmed()
    {
        var sent = await DecidedAsync();
        var reference = Reference.Parse(sent.Reference);
        var scheduled = await Until.ValueAsync(() => EntryAsync(reference), "the decision has put the case into the calendar");
        var held = await HeldAsync(sent.Citizen);
        Assert.Null(await EntryAsync(held.Reference));
        await new TableRetentionCalendar(Storage(sent.Citizen.Stack)).RemoveAsync(scheduled, Cancellation);

        Assert.True(await new CalendarRepair(Account.Of(sent.Citizen.Stack.ConnectionString)).RunAsync(Cancellation) >= 2);

        Assert.Equal(scheduled, await EntryAsync(reference));
        var entry = (await EntryAsync(held.Reference))!;
        Assert.Equal(held.Date.AddDays(new RetentionSchedule().OfAppointment().Days), entry.Day);
        var row = await new TableAppointmentStore(Storage(sent.Citizen.Stack), Keys(sent.Citizen.Stack)).FindAsync(entry.Appointment!.Service, entry.Appointment.Person, Cancellation);
        Assert.Equal(held.Reference, row?.Reference);
    }

    /// <summary>A seat that somebody holds and leaves.</summary>
    private static async Task<(Reference Reference, DateOnly Date)> HeldAsync(Caller caller)
    {
        var earliest = (await caller.GetAsync("appointments/availability?service=naturalisation&class=declare")).Is(200).Body!["earliest"]!;
        var held = (await caller.DoAsync("appointments/holds", new JsonObject
        {
            ["service"] = "naturalisation", ["class"] = "declare", ["office"] = (string)earliest["office"]!, ["date"] = (string)earliest["date"]!, ["time"] = (string)earliest["time"]!,
            ["document"] = new JsonObject { ["type"] = "travel-document", ["number"] = $"K{Random.Shared.Next(10_000_000, 99_999_999)}" },
            ["dateOfBirth"] = "1985-06-15", ["enquiryCode"] = "2580", ["language"] = "en",
        })).Is(201);
        return (Reference.Parse(held.Text("reference")), DateOnly.ParseExact((string)earliest["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static async Task RefusedAsync(Sent sent)
    {
        foreach (var (language, begins) in new[] { ("en", "The contents were deleted on 20"), ("zh-Hant-HK", "內容已按規則"), ("zh-Hans-HK", "内容已按规则") })
        {
            foreach (var (name, call) in s_readers.Concat(s_steps))
            {
                var refused = (await call(sent with { Language = ("Accept-Language", language) })).Refuses("contents-shredded");
                Assert.True(refused.Text("detail").StartsWith(begins, StringComparison.Ordinal), $"{name}: {refused}");
                Assert.Equal(410, refused.Status);
            }
        }

        // The call that made the case, repeated: whether it is the same can no longer be told.
        (await sent.Citizen.SubmitAsync(sent.Form, sent.Answers, sent.Draft, key: "first")).Refuses("contents-shredded");
    }

    /// <summary>The seal verifies with what is published, and of what it says is gone nothing is there.</summary>
    private async Task ProvedAsync(Sent sent, Reference reference, DateOnly due)
    {
        var certificate = (await sent.Citizen.GetAsync($"submissions/{sent.Reference}/destruction-certificate")).Is(200).Body!;
        var parts = ((string)certificate["seal"]!).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        Assert.Equal("egov-destruction+jws", (string?)header["typ"]);
        var published = (await sent.Citizen.GetAsync("receipt-keys")).Is(200).Body!["keys"]!.AsArray().Single(key => (string?)key!["kid"] == (string?)header["kid"])!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)published["x"]!), Y = Base64Url.DecodeFromChars((string)published["y"]!) },
        });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        var facts = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.True(JsonNode.DeepEquals(facts, certificate["facts"]));
        Assert.Equal((sent.Reference, due.ToString("O")), ((string?)facts["reference"], (string?)facts["dueOn"]));
        Assert.Equal([sent.CaseKey, sent.FileKey], facts["keys"]!.AsArray().Select(one => (string)one!));

        // As an operator looks, through every row and blob of the account.
        var keys = (await sent.Citizen.GetAsync("receipt-keys")).Is(200).Body!.ToJsonString();
        Assert.EndsWith(
            "The account holds none of its 2 keys and 1 files",
            await CertificateCheck.SearchAsync(Certificate.Read(certificate.ToJsonString(), keys), StorageInventory.Shipped(), Account.Of(sent.Citizen.Stack.ConnectionString), null, Cancellation),
            StringComparison.Ordinal);

        var row = (await Table(sent, "Submissions").GetEntityAsync<TableEntity>(reference.Shard, reference.Value, cancellationToken: Cancellation)).Value;
        Assert.DoesNotContain(row, property => property.Value is byte[]);
        var gone = facts["files"]!.AsArray().Select(one => (string)one!).ToHashSet();
        Assert.Single(gone);
        var vault = new BlobContainerClient(sent.Citizen.Stack.ConnectionString, "vault");
        Assert.DoesNotContain(await vault.GetBlobsAsync(cancellationToken: Cancellation).Select(blob => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blob.Name)))).ToListAsync(Cancellation), gone.Contains);
        Assert.Null(await EntryAsync(reference));
    }

    /// <summary>A case with a file, opened once by the department and decided.</summary>
    private async Task<Sent> DecidedAsync()
    {
        var (citizen, officer) = (await platform.CitizenAsync(), await platform.OfficerAsync("ird"));
        var form = await TestForms.PublishAsync(platform, document => document["department"] = "ird");
        var draft = await citizen.DraftAsync(form);
        var file = await citizen.UploadAsync(draft, "proof", "證明.pdf", TestFiles.Pdf());
        await citizen.SettledAsync(draft, file);
        var answers = new JsonObject { ["name"] = "陳大文", ["proof"] = new JsonArray(file) };
        var reference = (await citizen.SubmitAsync(form, answers.DeepClone().AsObject(), draft, key: "first")).Is(201).Text("reference");
        var theirs = $"departments/ird/submissions/{reference}";
        (await officer.GetAsync(theirs)).Is(200);
        (await officer.DoAsync($"{theirs}/acknowledgement", new { })).Is(200);
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "approved", reason = "All in order" })).Is(200);
        await Until.Async(
            async () => (await citizen.ListAsync("cases", "cases")) is [var line] && (string?)line["status"] == "decided",
            "the case's line shows the decision");
        var (stored, contents) = (await Store(citizen.Stack).OpenAsync(Reference.Parse(reference), Cancellation))!.Value;
        return new Sent(
            citizen,
            officer,
            form,
            answers,
            draft,
            reference,
            file,
            DataKey.Fingerprint([.. stored.WrappedKey]),
            DataKey.Fingerprint(Convert.FromBase64String(contents!.Files.Single().WrappedKey)));
    }

    /// <summary>On that case's day, and for it alone: other journeys' cases stay as they are.</summary>
    private async Task ShredAsync(RetentionDue due)
    {
        var stack = await platform.StackAsync();
        var (storage, vault) = (Storage(stack), new FolderSecretVault(Path.Combine(stack.Folder, "secrets")));
        using var keys = new DataKeys(vault, TimeProvider.System);
        using var seal = new EcdsaReceiptSeal(vault);
        var (schedule, certificates, kept) = (new RetentionSchedule(), new Certificates(seal), new TableCertificateStore(storage));
        var handler = new ShredExpiredHandler(
            new One(new TableRetentionCalendar(storage), due),
            new CaseShredder(schedule, new TableSubmissionStore(storage, keys), new TableAttachmentStore(storage, keys), new BlobFileVault(storage), certificates, kept),
            new AppointmentShredder(schedule, new TableAppointmentStore(storage, keys), certificates, kept),
            Substitute.For<IAuditTrail>(),
            new FakeTimeProvider(new DateTimeOffset(due.Day, new TimeOnly(12, 0), TimeSpan.Zero)));

        await handler.HandleAsync(Cancellation);
    }

    private async Task<RetentionDue?> EntryAsync(Reference reference) =>
        await new TableRetentionCalendar(Storage(await platform.StackAsync())).DueAsync(new DateOnly(2099, 1, 1), Cancellation)
            .FirstOrDefaultAsync(due => due.Reference == reference, Cancellation);

    private static TableSubmissionStore Store(LocalStack stack) => new(Storage(stack), Keys(stack));

    private static DataKeys Keys(LocalStack stack) => new(new FolderSecretVault(Path.Combine(stack.Folder, "secrets")), TimeProvider.System);

    private static TableClient Table(Sent sent, string name) => new(sent.Citizen.Stack.ConnectionString, name);

    private static StorageClients Storage(LocalStack stack) => new(new StorageSettings(stack.ConnectionString, null, null, null, null, null), []);

    private sealed record Sent(
        Caller Citizen, Caller Officer, string Form, JsonObject Answers, string Draft, string Reference, string File, string CaseKey, string FileKey)
    {
        public (string Name, string Value) Language { get; init; } = ("Accept-Language", "en");

        public (string Name, string Value) Key { get; } = ("Idempotency-Key", Guid.NewGuid().ToString());
    }

    private sealed class One(IRetentionCalendar calendar, RetentionDue only) : IRetentionCalendar
    {
        public string Part(RetentionDue due) => calendar.Part(due);

        public Task PutAsync(IReadOnlyCollection<RetentionDue> due, CancellationToken cancellation) => calendar.PutAsync(due, cancellation);

        public async IAsyncEnumerable<RetentionDue> DueAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var due in calendar.DueAsync(day, cancellation))
            {
                if (due == only)
                {
                    yield return due;
                }
            }
        }

        public Task RemoveAsync(RetentionDue due, CancellationToken cancellation) => calendar.RemoveAsync(due, cancellation);
    }
}
