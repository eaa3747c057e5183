using System.Text.Json.Nodes;
using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Forms.FieldTypes;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Features.Submissions;

/// <summary>
/// Collects the files that the answers name and takes them for the submission, before it is written: from then on neither
/// the draft's end nor its owner can delete them under an accepted submission. Each must belong to the caller's draft and be clean.
/// </summary>
public sealed class SubmittedFiles(IAttachmentStore attachments)
{
    /// <summary>The person may be changing the draft in another window at this moment.</summary>
    private const int Attempts = 3;

    public async Task<Outcome<IReadOnlyList<SubmittedFile>>> CollectAsync(
        FormDefinition form,
        JsonObject answers,
        string? draftId,
        string person,
        CancellationToken cancellation)
    {
        var named = form.FileAnswers(answers).ToList();
        if (named.Count == 0)
        {
            return Outcome<IReadOnlyList<SubmittedFile>>.Of([]);
        }

        if (!DraftIds.TryFormOf(draftId, out var formId) || formId != form.Id)
        {
            return new Refusal("attachment-unknown", named[0].Field);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var there = (await attachments.ListAsync(draftId!, cancellation)).ToDictionary(attachment => attachment.AttachmentId);
            var manifest = Manifest(form, named, there, person);
            if (manifest.Refused is not null)
            {
                return manifest;
            }

            var untaken = manifest.Value.Select(file => there[file.AttachmentId]).Where(file => file.Status is AttachmentStatus.Clean).ToList();
            if (untaken.Count == 0 || await attachments.TakeAsync(untaken, cancellation))
            {
                return manifest;
            }
        }

        return new Refusal("try-again-soon");
    }

    private static Outcome<IReadOnlyList<SubmittedFile>> Manifest(
        FormDefinition form,
        List<(string Field, string AttachmentId)> named,
        Dictionary<string, Attachment> there,
        string person)
    {
        var files = new List<SubmittedFile>(named.Count);
        foreach (var (field, attachmentId) in named)
        {
            if (!there.TryGetValue(attachmentId, out var attachment) || attachment.Person != person)
            {
                return new Refusal("attachment-unknown", field);
            }

            if (attachment is not
                {
                    Status: AttachmentStatus.Clean or AttachmentStatus.Taken,
                    Kind: { } kind,
                    Sha256: { } digest,
                    VaultName: { } vaultName,
                })
            {
                return new Refusal(attachment.Status is AttachmentStatus.Refused ? attachment.Reason! : "attachment-not-ready", field, Limit("10 MB"));
            }

            if (!Takes(form, field, kind))
            {
                return new Refusal("file-type-not-taken", field);
            }

            files.Add(new SubmittedFile(
                attachmentId,
                field,
                attachment.FileName,
                kind,
                attachment.Size,
                digest,
                vaultName,
                Convert.ToBase64String([.. attachment.WrappedKey])));
        }

        return files.Sum(file => file.Size) > Attachment.LargestTotal
            ? new Refusal("files-too-large", Values: Limit("50 MB"))
            : Outcome<IReadOnlyList<SubmittedFile>>.Of(files);
    }

    private static bool Takes(FormDefinition form, string path, string kind)
    {
        var id = path.Split('.')[^1];
        return form.AllFields.OfType<FileField>().First(field => field.Id == id).Accept.Contains(kind);
    }

    private static Dictionary<string, string> Limit(string max) => new() { ["max"] = max };
}
