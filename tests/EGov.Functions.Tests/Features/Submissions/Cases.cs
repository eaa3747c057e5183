using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Features.Submissions;

/// <summary>Cases as they lie in the store.</summary>
internal static class Cases
{
    public static readonly DateTimeOffset SubmittedAt = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static readonly Reference Reference = Reference.From(new byte[8], new byte[16]);

    public static Case Received(string person = "person-a", string eventId = "call-1", string bodyHash = "body-1", Reference? reference = null) => new()
    {
        Reference = reference ?? Reference,
        FormId = "test-form",
        FormVersion = 1,
        DefinitionHash = "hash",
        Department = "immd",
        Person = person,
        Language = Language.En,
        History = [new CaseStep(eventId, CaseStepKind.SubmissionReceived, SubmittedAt, "applicant", bodyHash, 0, CaseStatus.Received)],
    };

    public static StoredCase Stored(this Case @case, string version = "\"1\"") => new(@case, version) { WrappedKey = [1, 2, 3] };

    public static SubmissionContents Contents(string? draftId = null, params string[] attachments) => new(
        [],
        [.. attachments.Select(id => new SubmittedFile(id, "photo", $"{id}.jpg", "jpeg", 10, new string('a', 64), $"vault-{id}", "AQID"))],
        "00",
        draftId);
}
