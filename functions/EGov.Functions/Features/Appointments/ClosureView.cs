using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>A closure as officers see it. Its instants carry Hong Kong's offset.</summary>
public sealed record ClosureView(
    string ClosureId,
    string Office,
    DateTimeOffset From,
    DateTimeOffset To,
    ClosureReason Reason,
    Text? Note,
    DateTimeOffset DeclaredAt,
    DateTimeOffset? EndedAt)
{
    public static ClosureView Of(Closure closure) => new(
        closure.Id,
        closure.Office,
        HongKong.Here(closure.From),
        HongKong.Here(closure.To),
        closure.Reason,
        closure.Note,
        HongKong.Here(closure.DeclaredAt),
        closure.EndedAt is { } ended ? HongKong.Here(ended) : null);
}
