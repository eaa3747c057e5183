namespace EGov.Functions.Features.Submissions;

/// <summary>A case as its applicant sees it: also who has looked at it.</summary>
public sealed record OwnCaseView : CaseView
{
    internal OwnCaseView(CaseView view, IReadOnlyList<Access> accesses)
        : base(view) => Accesses = accesses;

    /// <summary>Who saw the data: the department and the instant of each opening, newest first.</summary>
    public IReadOnlyList<Access> Accesses { get; }
}
