using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Adapters;

/// <summary>Cases and names that no other test has.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public static string Name(string prefix) => $"{prefix}-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 12)}";

    /// <param name="shard">The same for references that must share a partition.</param>
    public static Reference Reference(byte[]? shard = null) =>
        EGov.Domain.Submissions.Reference.From(shard ?? RandomNumberGenerator.GetBytes(8), RandomNumberGenerator.GetBytes(16));

    public static Case Received(Reference reference, string formId = "ird-postal-address") => new()
    {
        Reference = reference,
        FormId = formId,
        FormVersion = 3,
        DefinitionHash = "abc",
        Department = "ird",
        Person = "person-1",
        Language = Language.Tc,
        FeeCents = 12_300_000_000,
        History = [new CaseStep("event-0", CaseStepKind.SubmissionReceived, Noon, "applicant", "body", 0, CaseStatus.Received)],
    };

    public static SubmissionContents Contents(JsonObject? answers = null) =>
        new(answers ?? new JsonObject { ["name"] = "陳大文" }, [], "5a17", "ird-postal-address.abcdefghijklmnop");

    public static NewSubmission Submission(Reference reference, string formId = "ird-postal-address") =>
        new(Received(reference, formId), Contents());
}
