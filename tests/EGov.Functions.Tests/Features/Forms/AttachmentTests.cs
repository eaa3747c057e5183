using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Features.Forms;

public sealed class AttachmentTests
{
    [Theory]
    [InlineData("passport.pdf")]
    [InlineData("我的護照 (1).jpg")]
    [InlineData("𨋢機證明.pdf")]
    [InlineData("été.png")]
    [InlineData("...")]
    public void A_name_that_a_person_gives_a_file_is_taken(string name) => Assert.Null(Attachment.CheckName(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("c:d")]
    [InlineData("a<b")]
    [InlineData("a>b")]
    [InlineData("a\"b")]
    [InlineData("a|b")]
    [InlineData("a*b")]
    [InlineData("a?b")]
    [InlineData("a\0b")]
    [InlineData("a\r\nb")]
    [InlineData("a\u007Fb")]
    [InlineData("invoice\u202Efdp.exe")]
    [InlineData("zero\u200Bwidth")]
    [InlineData("\uFEFFmark")]
    public void A_name_that_could_mean_something_to_a_system_is_refused(string? name)
    {
        var refused = Attachment.CheckName(name);

        Assert.Equal(("file-name-invalid", "fileName"), (refused?.Code, refused?.Field));
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.NotNull(Attachment.CheckName("a\uD83Db"));
        Assert.NotNull(Attachment.CheckName("a\uDE00"));
    }

    [Fact]
    public void A_name_has_at_most_150_characters()
    {
        Assert.Null(Attachment.CheckName(new string('a', 150)));
        Assert.NotNull(Attachment.CheckName(new string('a', 151)));
    }
}
