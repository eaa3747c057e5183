namespace EGov.Domain.Forms;

/// <summary>One of the 18 districts: its code, the region it lies in (<c>HK</c>, <c>KLN</c>, <c>NT</c>) and its name.</summary>
public sealed record District(string Code, string Region, Text Name);

/// <summary>What is fixed about addresses in Hong Kong.</summary>
public static class HongKongAddress
{
    /// <summary>The 18 districts in the order of their codes, which are those of the Home Affairs Department's boundary data.</summary>
    public static IReadOnlyList<District> Districts { get; } =
    [
        new("A", "HK", new Text("Central & Western", "中西區", "中西区")),
        new("B", "HK", new Text("Wan Chai", "灣仔區", "湾仔区")),
        new("C", "HK", new Text("Eastern", "東區", "东区")),
        new("D", "HK", new Text("Southern", "南區", "南区")),
        new("E", "KLN", new Text("Yau Tsim Mong", "油尖旺區", "油尖旺区")),
        new("F", "KLN", new Text("Sham Shui Po", "深水埗區", "深水埗区")),
        new("G", "KLN", new Text("Kowloon City", "九龍城區", "九龙城区")),
        new("H", "KLN", new Text("Wong Tai Sin", "黃大仙區", "黄大仙区")),
        new("J", "KLN", new Text("Kwun Tong", "觀塘區", "观塘区")),
        new("K", "NT", new Text("Tsuen Wan", "荃灣區", "荃湾区")),
        new("L", "NT", new Text("Tuen Mun", "屯門區", "屯门区")),
        new("M", "NT", new Text("Yuen Long", "元朗區", "元朗区")),
        new("N", "NT", new Text("North", "北區", "北区")),
        new("P", "NT", new Text("Tai Po", "大埔區", "大埔区")),
        new("Q", "NT", new Text("Sai Kung", "西貢區", "西贡区")),
        new("R", "NT", new Text("Sha Tin", "沙田區", "沙田区")),
        new("S", "NT", new Text("Kwai Tsing", "葵青區", "葵青区")),
        new("T", "NT", new Text("Islands", "離島區", "离岛区")),
    ];

    /// <summary>Hong Kong Island, Kowloon, the New Territories.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["HK", "KLN", "NT"];

    /// <summary>The district of a code, or null.</summary>
    public static District? District(string code) => Districts.FirstOrDefault(district => district.Code == code);
}
