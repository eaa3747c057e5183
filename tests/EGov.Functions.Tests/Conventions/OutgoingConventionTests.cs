using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Outgoing;
using EGov.Functions.Tests.Conventions.Fixtures;
using EGov.Functions.Tests.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Tests.Conventions;

/// <summary>Whatever goes out judges the address that it connects to.</summary>
public sealed class OutgoingConventionTests
{
    [Fact]
    public void Ways_out_are_made_in_one_place() =>
        Assert.Equal([typeof(OutgoingConnections).FullName], OutgoingRules.Makers(Uses.In(typeof(FunctionCatalogue).Assembly, "EGov.")));

    [Fact]
    public void Code_that_makes_its_own_is_found() => Assert.Equal(
        [typeof(ConnectsByItself).FullName],
        OutgoingRules.Makers(Uses.In(typeof(OutgoingConventionTests).Assembly, typeof(ConnectsByItself).FullName!)));

    [Theory]
    [InlineData("holidays")]
    [InlineData("mail")]
    [InlineData("one that nobody has thought of yet")]
    public void Every_client_of_the_application_judges_where_it_connects_to(string name)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddEGov(TestSettings.Of(
            [.. TestSettings.Machine, new("Holidays:Feed", "https://holidays.example/{language}.json"), new("Mail:Endpoint", "https://mail.example/"), new("Portal:Origin", "https://portal.example")]));
        using var provider = services.BuildServiceProvider();

        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler!;
        }

        Assert.NotNull(Assert.IsType<SocketsHttpHandler>(handler).ConnectCallback);
    }
}
