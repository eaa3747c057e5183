namespace EGov.Functions.Features.Forms;

/// <summary>Where published form documents are kept, every version of each for good.</summary>
public interface IFormStore
{
    Task<IReadOnlyList<PublishedForm>> ReadAllAsync(CancellationToken cancellation);

    /// <summary>False when that version of that form is already there: a published version never changes.</summary>
    Task<bool> AddAsync(PublishedForm form, CancellationToken cancellation);

    /// <summary>False when there is no such version.</summary>
    Task<bool> RetireAsync(string formId, int version, CancellationToken cancellation);
}

/// <summary>A form document as it was published.</summary>
public sealed record PublishedForm(string FormId, int Version, ReadOnlyMemory<byte> Json, bool Retired);
