using EGov.Domain;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class SentencesTests
{
    [Theory]
    [InlineData(Language.En, "The file is too large. At most 10 MB.")]
    [InlineData(Language.Tc, "檔案過大，上限為 10 MB。")]
    [InlineData(Language.Sc, "文件过大，上限为 10 MB。")]
    public void Values_are_put_into_their_places(Language language, string sentence) =>
        Assert.Equal(sentence, Sentences.Say(new Refusal("file-too-large", Values: new Dictionary<string, string> { ["max"] = "10 MB" }), language));

    [Fact]
    public void A_value_for_which_there_is_no_place_is_left_out() =>
        Assert.Equal("You may not do this.", Sentences.Say(new Refusal("not-permitted", Values: new Dictionary<string, string> { ["name"] = "x" }), Language.En));

    [Fact]
    public void Every_status_is_one_that_a_refusal_can_have() =>
        Assert.All(Sentences.All, entry => Assert.Contains(entry.Value.Status, (int[])[400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503]));
}
