using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Features.Forms.AddAttachment;

/// <summary>Takes note of a file before it comes, with a key of its own, and gives the address to send it to.</summary>
public sealed class AddAttachmentHandler(
    OwnDrafts own,
    IFormLibrary library,
    IAttachmentStore attachments,
    UploadAddresses addresses,
    DataKeys keys)
{
    /// <summary>More files than any form asks for; keeps a draft's partition readable in one call.</summary>
    private const int MostFiles = 60;

    public async Task<Outcome<Upload>> HandleAsync(string person, string draftId, AddAttachmentCommand command, CancellationToken cancellation)
    {
        var found = await own.FindAsync(person, draftId, cancellation);
        if (found.Refused is { } refusal)
        {
            return refusal;
        }

        if (Attachment.CheckName(command.FileName) is { } badName)
        {
            return badName;
        }

        if (command.Size is <= 0 or > Attachment.LargestFile)
        {
            return new Refusal("file-too-large", "size", new Dictionary<string, string> { ["max"] = "10 MB" });
        }

        if (library.Find(found.Value.FormId) is not { } form || !IsFileField(form, command.Field))
        {
            return new Refusal("field-takes-no-file", "field");
        }

        var there = await attachments.ListAsync(draftId, cancellation);
        if (there.Count >= MostFiles
            || there.Where(file => file.Status is not AttachmentStatus.Refused).Sum(file => file.Size) + command.Size > Attachment.LargestTotal)
        {
            return new Refusal("files-too-large", "size", new Dictionary<string, string> { ["max"] = "50 MB" });
        }

        using var key = keys.Create();
        var attachment = new Attachment(
            DraftIds.NewAttachment(),
            draftId,
            person,
            command.Field!,
            command.FileName!,
            command.Size,
            AttachmentStatus.AwaitingUpload,
            Reason: null,
            Kind: null,
            Sha256: null,
            VaultName: null,
            key.Wrapped,
            Version: string.Empty);
        await attachments.AddAsync(attachment, cancellation);
        return await addresses.ForAsync(attachment, cancellation);
    }

    /// <summary>A field inside a repeating group comes as <c>children[0].photo</c>.</summary>
    private static bool IsFileField(FormDefinition form, string? path)
    {
        var name = path?.Split('.')[^1];
        return name is not null && path!.Length <= 200 && form.AllFields.Any(field => field.Id == name && field.Type == "file");
    }
}
