using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions.Fixtures;

namespace EGov.Functions.Tests.Conventions;

public sealed class AuditConventionTests
{
    private static readonly JsonElement _messaging = JsonDocument.Parse(Repository.Read("infra", "messaging.json")).RootElement;

    [Fact]
    public void Every_function_says_in_one_way_how_it_is_audited_and_can_be() =>
        Assert.Empty(AuditRules.Saying(typeof(FunctionCatalogue).Assembly.GetTypes(), _messaging));

    [Fact]
    public void A_function_that_says_it_wrongly_is_found() => Assert.Equal(
        [
            "Curious says that it has nothing personal and can open it by IDraftStore",
            "Elsewhere names the route value reference, which is not in its route",
            "Eventless is recorded by events and names none",
            "Mute is to record itself and cannot reach the trail",
            "Silent says in 0 ways how it is audited",
            "Torn says in 2 ways how it is audited",
            "Unheard is recorded by events of draft-expiring, which forwards them to no trail",
            "Unseen is audited by the middleware, which sees HTTP calls alone",
        ],
        AuditRules.Saying([typeof(Unaudited), typeof(Mute), typeof(Curious)], _messaging));

    [Fact]
    public void A_subscription_that_lets_some_events_by_records_nothing()
    {
        using var messaging = JsonDocument.Parse(
            """{"topics":[{"name":"case-moved","subscriptions":[{"name":"audit","forwardTo":"append-audit","filter":{"department":"td"}}]}]}""");

        Assert.Contains(
            "Open is recorded by events of case-moved, which forwards them to no trail",
            AuditRules.Saying([typeof(Unguarded)], messaging.RootElement));
    }

    [Fact]
    public void Every_purpose_has_a_sentence_in_three_languages() => Assert.All(
        Enum.GetValues<AuditPurpose>(),
        purpose => Assert.All(Enum.GetValues<Language>(), language => Assert.NotEmpty(Purposes.Say(purpose).In(language))));
}
