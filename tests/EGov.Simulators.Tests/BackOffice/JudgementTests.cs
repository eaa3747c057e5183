using EGov.Simulators.BackOffice;

namespace EGov.Simulators.Tests.BackOffice;

public sealed class JudgementTests
{
    private static readonly List<string> s_references = [.. Enumerable.Range(0, 10_000).Select(number => $"REF-{number}")];

    [Fact]
    public void About_one_submission_in_five_gets_a_question() =>
        Assert.InRange(s_references.Count(Judgement.AsksFirst), 1_800, 2_200);

    [Fact]
    public void About_one_submission_in_ten_is_refused_and_questions_do_not_foretell_it()
    {
        Assert.InRange(s_references.Count(Judgement.Refuses), 850, 1_150);
        Assert.InRange(s_references.Count(reference => Judgement.Refuses(reference) && Judgement.AsksFirst(reference)), 140, 260);
    }
}
