using System.Security.Cryptography;
using System.Text;
using EGov.Domain.Forms;
using EGov.Domain.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Features.Submissions;

/// <summary>
/// Derives the reference of a submission from who sends it and with which Idempotency-Key, under a secret: the second try
/// meets the first one's row, and nobody can guess another's. A draft is submitted once, and so is a form that a person may submit once: there it
/// is derived from the draft, or from the person alone, and the second submission meets the first whatever its key is.
/// </summary>
public sealed class References(ISecretVault vault)
{
    private readonly ReadOnlyMemory<byte> _key = vault.Key("reference-key");

    /// <param name="draftId">The draft that is sent; null when it is sent from none.</param>
    /// <param name="attempt">0, or more when the reference belongs to somebody else by chance.</param>
    public Reference For(FormDefinition form, string person, string idempotencyKey, string? draftId, int attempt)
    {
        var own = Hash(
            form.OnePerPerson ? $"one {person} {form.Id} {attempt}"
            : draftId is not null ? $"draft {person} {attempt} {draftId}"
            : $"key {person} {attempt} {idempotencyKey}");
        return Reference.From(form.Quota is null ? own.AsSpan(16) : Hash($"quota {form.Id}"), own);
    }

    /// <summary>The identity of a call: tells whether a row was made by this caller with this key.</summary>
    public string CallId(string person, string idempotencyKey) =>
        Convert.ToHexStringLower(Hash($"call {person} {idempotencyKey}").AsSpan(0, 16));

    private byte[] Hash(string text) => HMACSHA256.HashData(_key.Span, Encoding.UTF8.GetBytes(text));
}
