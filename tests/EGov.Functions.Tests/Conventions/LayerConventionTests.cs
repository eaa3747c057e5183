using System.Reflection;
using EGov.Domain;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions.Fixtures;

namespace EGov.Functions.Tests.Conventions;

public sealed class LayerConventionTests
{
    private const string Features = "EGov.Functions.Features";
    private const string Adapters = "EGov.Functions.Adapters";
    private const string Fixtures = "EGov.Functions.Tests.Conventions.Fixtures";

    private static readonly Assembly _app = typeof(FunctionCatalogue).Assembly;
    private static readonly Assembly _domain = typeof(Refusal).Assembly;
    private static readonly Assembly _tests = typeof(LayerConventionTests).Assembly;

    private static readonly Dictionary<string, string[]> _technologies = new()
    {
        ["Tables"] = ["Table"],
        ["Blobs"] = ["Blob"],
        ["ServiceBus"] = ["ServiceBus"],
        ["Http"] = ["Http"],
        ["Mail"] = ["Http", "Silent"],
        ["Malware"] = ["Account", "Clamd", "Eicar"],
        ["Secrets"] = ["Ecdsa", "Folder", "KeyVault"],
    };

    [Fact]
    public void The_domain_references_nothing() =>
        Assert.All(_domain.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void The_domain_project_names_no_package_and_no_project() =>
        Assert.DoesNotContain("Reference", Repository.Read("functions", "EGov.Domain", "EGov.Domain.csproj"), StringComparison.Ordinal);

    /// <summary>A batched trigger can only bind the message itself, as an HTTP trigger binds the request.</summary>
    [Fact]
    public void Features_know_no_adapter_and_of_Azure_only_what_a_functions_trigger_binds() =>
        Assert.DoesNotContain(
            LayerRules.Forbidden(Looked(Uses.In(_app, $"{Features}.")), Adapters, "Azure"),
            found => !found.EndsWith("Function uses Azure.Messaging.ServiceBus.ServiceBusReceivedMessage", StringComparison.Ordinal));

    [Fact]
    public void A_feature_that_knows_an_adapter_is_found() => Assert.Equal(
        [$"{Fixtures}.KnowsAnAdapter uses {Adapters}.Malware.EicarScanner"],
        LayerRules.Forbidden(Uses.In(_tests, $"{Fixtures}.KnowsAnAdapter"), Adapters));

    [Fact]
    public void Events_know_neither_features_nor_adapters_nor_the_host() =>
        Assert.Empty(LayerRules.Forbidden(Looked(Uses.In(_app, "EGov.Functions.Events.")), Adapters, Features, "EGov.Functions.Hosting", "Azure", "Microsoft.AspNetCore"));

    [Fact]
    public void A_feature_uses_of_another_only_what_it_holds_out() =>
        Assert.Empty(LayerRules.Slices(Looked(Uses.In(_app, $"{Features}.")), Features, _app.GetType));

    [Fact]
    public void A_feature_that_meddles_in_another_is_found() => Assert.Equal(
        [
            $"{Fixtures}.Features.Mine.Meddler uses {Fixtures}.Features.Yours.DoIt.Inner",
            $"{Fixtures}.Features.Mine.Meddler uses {Fixtures}.Features.Yours.Service",
        ],
        LayerRules.Slices(Uses.In(_tests, $"{Fixtures}.Features.Mine."), $"{Fixtures}.Features", _tests.GetType));

    [Fact]
    public void Adapters_are_called_after_their_technology()
    {
        var adapters = _app.GetTypes().Where(type => type.Namespace?.StartsWith(Adapters, StringComparison.Ordinal) == true).ToList();

        Assert.True(adapters.Count > 15);
        Assert.Empty(LayerRules.AdapterNames(adapters, _technologies));
    }

    [Fact]
    public void An_adapter_that_does_not_say_with_what_it_serves_is_found() => Assert.Equal(
        [
            "WrongStore serves IWrongStore and should be called <technology>WrongStore",
            "TableWrongKeeper serves IWrongStore and should be called <technology>WrongStore",
        ],
        LayerRules.AdapterNames(
            [typeof(WrongStore), typeof(TableWrongKeeper), typeof(TableWrongStore)],
            new Dictionary<string, string[]> { ["Fixtures"] = ["Table"] }));

    [Fact]
    public void Time_comes_from_TimeProvider() =>
        Assert.Empty(LayerRules.Clocks([.. Looked(Uses.In(_app, "EGov.")), .. Looked(Uses.In(_domain, "EGov."))]));

    [Fact]
    public void Code_with_a_clock_of_its_own_is_found() => Assert.Equal(
        [$"{Fixtures}.HasItsOwnClock calls System.DateTime.get_Now", $"{Fixtures}.HasItsOwnClock calls System.DateTimeOffset.get_UtcNow"],
        LayerRules.Clocks(Uses.In(_tests, $"{Fixtures}.HasItsOwnClock")).Order(StringComparer.Ordinal));

    /// <summary>A rule over nothing would always hold.</summary>
    private static IReadOnlyList<Uses> Looked(IReadOnlyList<Uses> uses)
    {
        Assert.True(uses.Count > 2);
        return uses;
    }
}
