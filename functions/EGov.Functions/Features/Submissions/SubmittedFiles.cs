using System.Text.Json.Nodes;
using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Forms.FieldTypes;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Features.Submissions;

/// <summary>Collects the files that the answers name. Each must belong to the caller's draft and be found clean.</summary>
public sealed class SubmittedFiles(IAttachmentStore attachments)
{
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

        var there = (await attachments.ListAsync(draftId!, cancellation)).ToDictionary(attachment => attachment.AttachmentId);
        var files = new List<SubmittedFile>(named.Count);
        foreach (var (field, attachmentId) in named)
        {
            if (!there.TryGetValue(attachmentId, out var attachment) || attachment.Person != person)
            {
                return new Refusal("attachment-unknown", field);
            }

            if (attachment is not { Status: AttachmentStatus.Clean, Kind: { } kind, Sha256: { } digest, VaultName: { } vaultName })
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
