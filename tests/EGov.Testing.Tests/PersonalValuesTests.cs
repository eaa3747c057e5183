using System.Text;

namespace EGov.Testing.Tests;

public sealed class PersonalValuesTests
{
    private const string Name = "陳大文 O’Brien";

    public static TheoryData<string> Leaks =>
    [
        $"saved for {Name}",
        "saved for 陳大文 O’BRIEN",
        """{"name":"\u9673\u5927\u6587 O\u2019Brien"}""",
        """{"name":"\u9673\u5927\u6587 O\u2019brien"}""",
        "GET /people?name=%E9%99%B3%E5%A4%A7%E6%96%87%20O%E2%80%99Brien",
        "陳大文O-Brien",
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Name} was here")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"I {Name} was here")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{{Name}}}")),
    ];

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_value_is_found_in_every_form_in_which_it_may_stand(string text) =>
        Assert.Equal([Name], PersonalValues.In($"info: {text}\nnext line", [Name, "somebody else"]));

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.Empty(PersonalValues.In("saved for CDFH-3467-XY3K", [Name, "A123456(3)"]));
}
