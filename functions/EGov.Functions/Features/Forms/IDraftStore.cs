namespace EGov.Functions.Features.Forms;

/// <summary>Where drafts are kept, sealed.</summary>
public interface IDraftStore
{
    Task<Draft?> FindAsync(string person, string formId, CancellationToken cancellation);

    Task<IReadOnlyList<Draft>> ListAsync(string person, CancellationToken cancellation);

    /// <summary>Null when the person has a draft of that form already.</summary>
    Task<Draft?> AddAsync(Draft draft, CancellationToken cancellation);

    /// <summary>The draft under its new version; null when it was changed or deleted meanwhile.</summary>
    Task<Draft?> ReplaceAsync(Draft draft, CancellationToken cancellation);

    /// <summary>Deletes that very draft; one begun later under the same form stays.</summary>
    Task DeleteAsync(Draft draft, CancellationToken cancellation);
}
