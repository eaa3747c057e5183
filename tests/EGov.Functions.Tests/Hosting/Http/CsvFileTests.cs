using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1+1", "\"'-1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("辦事處", "辦事處")]
    public void A_cell_is_what_it_says_and_never_a_formula(string cell, string written) =>
        Assert.Equal($"\uFEFF{written}\r\n", new CsvFile(cell).ToString());

    [Fact]
    public void Every_row_is_a_line()
    {
        var csv = new CsvFile("a", "b");
        csv.Add("1", "");

        Assert.Equal("\uFEFFa,b\r\n1,\r\n", csv.ToString());
    }
}
