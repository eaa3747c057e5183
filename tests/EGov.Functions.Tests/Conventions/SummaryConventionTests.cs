using System.Xml.Linq;
using EGov.Domain;
using EGov.Functions.Hosting;

namespace EGov.Functions.Tests.Conventions;

public sealed class SummaryConventionTests
{
    [Fact]
    public void Every_public_type_of_the_application_says_what_it_is() => Assert.Empty(Check(typeof(FunctionCatalogue)));

    [Fact]
    public void Every_public_type_of_the_domain_says_what_it_is() => Assert.Empty(Check(typeof(Refusal)));

    [Fact]
    public void A_type_that_says_nothing_is_found()
    {
        var documentation = XDocument.Parse($"""
            <doc><members>
              <member name="T:{typeof(SummaryConventionTests).FullName}"><summary> </summary></member>
              <member name="T:{typeof(FunctionConventionTests).FullName}"><summary>Says it.</summary></member>
              <member name="T:{typeof(LayerConventionTests).FullName}"><param name="x">No summary.</param></member>
            </members></doc>
            """);

        Assert.Equal(
            [$"{typeof(SummaryConventionTests).FullName} has no summary", $"{typeof(LayerConventionTests).FullName} has no summary"],
            SummaryRules.Summaries([typeof(SummaryConventionTests), typeof(FunctionConventionTests), typeof(LayerConventionTests)], documentation));
    }

    private static IEnumerable<string> Check(Type inAssembly) => SummaryRules.Summaries(
        inAssembly.Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("EGov.", StringComparison.Ordinal) == true),
        XDocument.Load(Path.ChangeExtension(inAssembly.Assembly.Location, ".xml")));
}
