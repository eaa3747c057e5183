using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

public sealed class HongKongAddressTests
{
    [Fact]
    public void There_are_eighteen_districts_four_five_and_nine() => Assert.Equal(
        [("HK", 4), ("KLN", 5), ("NT", 9)],
        HongKongAddress.Districts.GroupBy(district => district.Region).Select(region => (region.Key, region.Count())));

    [Fact]
    public void No_code_stands_for_two_districts() => Assert.Equal(18, HongKongAddress.Districts.Select(district => district.Code).Distinct().Count());

    [Fact]
    public void A_district_is_found_by_its_code() => Assert.Equal("觀塘區", HongKongAddress.District("J")!.Name.Tc);
}
