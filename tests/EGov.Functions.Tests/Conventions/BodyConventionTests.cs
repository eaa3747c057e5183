using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions.Fixtures;

namespace EGov.Functions.Tests.Conventions;

/// <summary>Whatever a caller sends is read in one place, which has the limit.</summary>
public sealed class BodyConventionTests
{
    [Fact]
    public void Bodies_are_read_in_one_place() =>
        Assert.Equal(["EGov.Functions.Hosting.Http.Bodies"], BodyRules.Readers(Uses.In(typeof(FunctionCatalogue).Assembly, "EGov.")));

    [Fact]
    public void Code_that_reads_by_itself_is_found() => Assert.Equal(
        [typeof(ReadsItsOwnBody).FullName],
        BodyRules.Readers(Uses.In(typeof(BodyConventionTests).Assembly, typeof(ReadsItsOwnBody).FullName!)));
}
