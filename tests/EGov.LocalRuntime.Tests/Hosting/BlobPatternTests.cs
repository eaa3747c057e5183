using EGov.LocalRuntime.Hosting;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class BlobPatternTests
{
    [Fact]
    public void The_last_segment_takes_slashes_and_the_others_do_not()
    {
        var pattern = BlobPattern.Parse("uploads/{draft}/in/{name}");

        Assert.Equal(("uploads", ""), (pattern.Container, pattern.Prefix));
        Assert.Equal(new Dictionary<string, string> { ["draft"] = "d1", ["name"] = "a/b.pdf" }, pattern.Match("d1/in/a/b.pdf")!);
        Assert.Null(pattern.Match("d1/x/in/b.pdf"));
    }

    [Fact]
    public void What_comes_before_the_first_segment_is_the_prefix_and_what_comes_after_the_last_must_be_there()
    {
        var pattern = BlobPattern.Parse("uploads/in.d/{name}.pdf");

        Assert.Equal("in.d/", pattern.Prefix);
        Assert.Equal("form", pattern.Match("in.d/form.pdf")!["name"]);
        Assert.Null(pattern.Match("in.d/form.txt"));
        Assert.Null(pattern.Match("in_d/form.pdf"));
    }

    [Theory]
    [InlineData("uploads")]
    [InlineData("uploads/")]
    [InlineData("/{name}")]
    public void A_path_without_a_container_or_a_blob_is_refused(string path) =>
        Assert.Throws<FormatException>(() => BlobPattern.Parse(path));
}
