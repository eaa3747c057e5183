using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EGov.Functions.Features.Submissions;

/// <summary>What the person sent: the answers in canonical shape and the manifest of files. Always sealed in storage.</summary>
/// <param name="DraftId">The draft that it ended.</param>
/// <param name="Salt">Random, hex: keeps the published digest from being guessed back to the answers.</param>
public sealed record SubmissionContents(JsonObject Answers, IReadOnlyList<SubmittedFile> Files, string Salt, string? DraftId)
{
    /// <summary>SHA-256 over the salt and the canonical answers: what a receipt attests.</summary>
    public string Digest() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Salt + Answers.ToJsonString(Hosting.Json.Options))));
}

/// <summary>A file as it was submitted. Its bytes are in the vault, sealed with <paramref name="WrappedKey"/>.</summary>
public sealed record SubmittedFile(
    string AttachmentId,
    string Field,
    string FileName,
    string Kind,
    long Size,
    string Sha256,
    string VaultName,
    string WrappedKey);
