using System.Text.RegularExpressions;
using EGov.LocalRuntime.Tests.Surface;

namespace EGov.Worker.Tests;

/// <summary>What the local runtime lends from Microsoft is there in Microsoft's own packages, with the same signatures.</summary>
public sealed partial class SurfaceTests
{
    [Fact]
    public async Task Every_name_that_is_lent_is_in_the_real_packages_with_the_same_signature()
    {
        var approved = await File.ReadAllLinesAsync(
            Path.Combine(DeployedApp.Repository, "tests", "EGov.LocalRuntime.Tests", "Surface", "approved.txt"), TestContext.Current.CancellationToken);
        var real = DeployedApp.Microsofts().SelectMany(PublicSurface.Of).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(approved);
        Assert.True(Missing(approved, real).ToList() is [], string.Join(Environment.NewLine, Missing(approved, real)));
    }

    [Fact]
    public void A_name_that_is_not_in_the_packages_is_noticed() =>
        Assert.Equal(["A.B.Run(String text) : Void"], Missing(["A.B.Run(String text) : Void"], ["A.B.Run(Int32 number) : Void"]));

    [Fact]
    public void A_type_that_descends_from_less_or_is_of_another_kind_is_noticed() => Assert.Equal(
        ["A.B : class IDisposable", "A.C : sealed class Parent"],
        Missing(["A.B : class IDisposable", "A.C : sealed class Parent", "A.D : class IFirst"], ["A.B : class", "A.C : class Parent", "A.D : class IFirst ISecond"]));

    private static IEnumerable<string> Missing(IEnumerable<string> approved, HashSet<string> real) =>
        approved.Where(line => !real.Contains(line) && !real.Any(type => IsTheSameTypeWithMore(line, type)));

    /// <summary>A type's line names its kind and what it descends from or implements; the real one may implement more.</summary>
    private static bool IsTheSameTypeWithMore(string approved, string real) =>
        Type().Match(approved) is { Success: true } ours
        && Type().Match(real) is { Success: true } theirs
        && ours.Groups["type"].Value == theirs.Groups["type"].Value
        && ours.Groups["parents"].Value.Split(' ').All(theirs.Groups["parents"].Value.Split(' ').Contains);

    [GeneratedRegex(@"\A(?<type>\S+ : (?:enum|interface|delegate|(?:static |abstract |sealed )?class))(?<parents>(?: .*)?)\z")]
    private static partial Regex Type();
}
