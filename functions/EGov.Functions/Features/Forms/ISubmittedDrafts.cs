using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms;

/// <summary>Which drafts were submitted. A message closes them, and until it has come they are still there.</summary>
public interface ISubmittedDrafts
{
    /// <summary>False too where the form may be submitted once: there a submission tells nothing of a draft.</summary>
    Task<bool> HasAsync(FormDefinition form, string person, string draftId, CancellationToken cancellation);
}
