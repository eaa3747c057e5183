using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Submissions;

/// <summary>The contents of a submission as they are handed out to who may see them.</summary>
/// <param name="Salt">With the answers it gives the digest that the receipt attests.</param>
internal sealed record SubmittedAnswers(
    JsonElement? Definition,
    JsonObject Answers,
    IReadOnlyList<SubmittedFileView> Attachments,
    string Salt,
    string AnswersDigest)
{
    public static SubmittedAnswers Of(SubmissionContents contents, FormDefinition? form) => new(
        DefinitionOf(form),
        contents.Answers,
        [.. contents.Files.Select(SubmittedFileView.Of)],
        contents.Salt,
        contents.Digest());

    internal static JsonElement? DefinitionOf(FormDefinition? form)
    {
        if (form is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(form.Json);
        return document.RootElement.Clone();
    }
}

internal sealed record SubmittedFileView(string AttachmentId, string Field, string FileName, long Size, string Sha256)
{
    public static SubmittedFileView Of(SubmittedFile file) =>
        new(file.AttachmentId, file.Field, file.FileName, file.Size, file.Sha256);
}
