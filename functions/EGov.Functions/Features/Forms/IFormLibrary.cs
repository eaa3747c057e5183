using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms;

/// <summary>The published forms, in memory: reading one costs no storage call.</summary>
public interface IFormLibrary
{
    /// <summary>The newest version of each form that is not retired, by id.</summary>
    IReadOnlyCollection<FormDefinition> Current { get; }

    /// <summary>The current version of a form.</summary>
    FormDefinition? Find(string formId);

    /// <summary>A version of a form, retired or not. Looks into the store once more when it is not known here yet.</summary>
    ValueTask<FormDefinition?> FindAsync(string formId, int version, CancellationToken cancellation);

    bool IsRetired(FormDefinition form);

    /// <summary>Reads the store again; called on a timer, and at once by whoever published.</summary>
    Task RefreshAsync(CancellationToken cancellation);
}
