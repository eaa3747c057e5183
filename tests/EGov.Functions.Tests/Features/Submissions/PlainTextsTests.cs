using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class PlainTextsTests
{
    [Theory]
    [InlineData("Yes.")]
    [InlineData("第一行\n第二行\r\n\t縮排")]
    [InlineData("👍 𨋢")]
    public void What_a_person_writes_is_taken(string text) => Assert.Null(PlainTexts.Check(text, "text"));

    [Theory]
    [InlineData(null, "text-required")]
    [InlineData("", "text-required")]
    [InlineData(" \n\t ", "text-required")]
    [InlineData("a\0b", "text-control-characters")]
    [InlineData("a\u001Bb", "text-control-characters")]
    [InlineData("a\u007Fb", "text-control-characters")]
    [InlineData("a\u202Eb", "text-control-characters")]
    [InlineData("a\u2066b", "text-control-characters")]
    public void What_is_no_text_is_refused(string? text, string code)
    {
        var refused = PlainTexts.Check(text, "reason");

        Assert.Equal((code, "reason"), (refused?.Code, refused?.Field));
    }

    [Fact]
    public void A_text_has_at_most_4000_characters_and_the_sentence_says_so()
    {
        Assert.Null(PlainTexts.Check(new string('字', Case.LongestText), "text"));
        var refused = PlainTexts.Check(new string('字', Case.LongestText + 1), "text");

        Assert.Equal("text-too-long", refused?.Code);
        Assert.Equal($"{Case.LongestText}", refused!.Values!["max"]);
    }
}
