using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms;

/// <summary>A form that a person has begun: one per person and form, kept until thirty days after its last saving.</summary>
/// <param name="DraftId">The form's id and a random part: it also names the attachments' partition.</param>
/// <param name="Version">The store's ETag; empty when it was never stored.</param>
public sealed record Draft(
    string DraftId,
    string Person,
    string FormId,
    int FormVersion,
    JsonElement Answers,
    string? Page,
    DateTimeOffset UpdatedAt,
    string Version)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long before its end the person is told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(3);

    /// <summary>Answers to earlier versions that the form has no place for any more, until their questions are answered anew.</summary>
    public IReadOnlyList<UnfitAnswer> Unfit { get; init; } = [];

    public DateTimeOffset ExpiresAt => UpdatedAt + Lifetime;
}
