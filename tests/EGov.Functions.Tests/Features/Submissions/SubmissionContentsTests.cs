using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class SubmissionContentsTests
{
    [Fact]
    public void The_digest_is_over_the_salt_and_the_answers()
    {
        var contents = new SubmissionContents(new JsonObject { ["name"] = "x" }, [], "5a17", null);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("""5a17{"name":"x"}"""))), contents.Digest());
    }

    [Fact]
    public void Another_salt_or_another_answer_gives_another_digest()
    {
        var contents = new SubmissionContents(new JsonObject { ["name"] = "x" }, [], "5a17", null);

        Assert.NotEqual(contents.Digest(), (contents with { Salt = "5a18" }).Digest());
        Assert.NotEqual(contents.Digest(), (contents with { Answers = new JsonObject { ["name"] = "y" } }).Digest());
    }
}
