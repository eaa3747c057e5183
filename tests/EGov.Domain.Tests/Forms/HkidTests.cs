using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

public sealed class HkidTests
{
    [Theory]
    [InlineData("A123456(3)", "A12****(*)")]
    [InlineData("AB987654(3)", "AB98****(*)")]
    [InlineData("Z683365(A)", "Z68****(*)")]
    public void A_masked_number_keeps_its_letters_and_two_digits(string number, string masked) =>
        Assert.Equal(masked, Hkid.Parse(number, out _)!.Masked);

    [Fact]
    public void Every_single_changed_digit_is_noticed()
    {
        foreach (var position in Enumerable.Range(1, 6))
        {
            foreach (var digit in "0123456789".Where(digit => digit != "A123456(3)"[position]))
            {
                Assert.Null(Hkid.Parse($"{"A123456(3)"[..position]}{digit}{"A123456(3)"[(position + 1)..]}", out var code));
                Assert.Equal("hkid-check-digit", code);
            }
        }
    }

    [Fact]
    public void A_number_read_twice_is_the_same() => Assert.Equal(Hkid.Parse("a1234563", out _), Hkid.Parse("A123456(3)", out _));
}
