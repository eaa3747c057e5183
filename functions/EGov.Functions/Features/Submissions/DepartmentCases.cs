using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Submissions;

/// <summary>Finds a case for the department that it was sent to. Another department's case is not there.</summary>
public sealed class DepartmentCases(ISubmissionStore store)
{
    public static bool May(Caller caller, string department, Case @case) =>
        caller.MayHandle(department) && @case.Department == department;

    public async Task<Outcome<(StoredCase Case, SubmissionContents Contents)>> OpenAsync(
        Caller caller,
        string department,
        string typedReference,
        Func<Case, Task> note,
        CancellationToken cancellation)
    {
        // The look into the log comes before the look into the contents: first the row without them.
        if (!Reference.TryParse(typedReference, out var reference)
            || !caller.MayHandle(department)
            || await store.FindAsync(reference, cancellation) is not { } found
            || !May(caller, department, found.Case))
        {
            return new Refusal("not-found");
        }

        if (found.Case.Shredded is { } shredded)
        {
            // Nothing is there to be looked at, so there is no look to note.
            return shredded.Refusal();
        }

        await note(found.Case);
        return await store.OpenAsync(reference, cancellation) is { } opened ? Shreddings.Present(opened) : new Refusal("not-found");
    }
}
