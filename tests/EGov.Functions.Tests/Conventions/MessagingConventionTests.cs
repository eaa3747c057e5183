using System.Text.Json;
using System.Xml;
using EGov.Domain.Forms;
using EGov.Functions.Events;
using EGov.Functions.Features.Catalogue;
using EGov.Functions.Tests.Conventions.Fixtures;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Conventions;

public sealed class MessagingConventionTests
{
    private static readonly JsonElement _messaging = JsonSerializer.Deserialize<JsonElement>(Repository.Read("infra", "messaging.json"));

    [Fact]
    public void Every_trigger_name_and_department_is_in_the_topology_and_nothing_else_is() => Assert.Empty(MessagingRules.Topology(
        _messaging,
        MessagingRules.Triggers(typeof(Topics).Assembly.GetTypes()),
        MessagingRules.Constants(typeof(Topics)),
        new Departments().All.Select(department => department.Code)));

    [Fact]
    public void The_departments_that_may_receive_forms_are_those_that_have_a_name() => Assert.Equal(
        FormDocument.Departments.Order(StringComparer.Ordinal),
        new Departments().All.Select(department => department.Code));

    [Fact]
    public void Every_topic_remembers_the_ids_of_its_messages_for_as_long_as_consumers_rely_on() => Assert.All(
        _messaging.GetProperty("topics").EnumerateArray(),
        topic => Assert.True(XmlConvert.ToTimeSpan(topic.GetProperty("duplicateDetectionWindow").GetString()!) >= Topics.DuplicateDetectionWindow));

    [Fact]
    public void What_is_missing_on_either_side_is_found()
    {
        var messaging = JsonSerializer.Deserialize<JsonElement>("""
            {
              "queues": [{"name": "deaf"}],
              "blobEvents": [{"container": "somewhere", "queue": "lost"}],
              "topics": [{"name": "submission-received", "subscriptions": [
                {"name": "immd", "filter": {"department": "td"}, "forwardTo": "deliver-submission"},
                {"name": "lonely"}
              ]}]
            }
            """);

        Assert.Equal(
            [
                "a function listens to the queue missing, which is not there",
                "a function listens to submission-received/absent, which is not there",
                "nobody listens to the queue deaf",
                "nobody listens to submission-received/lonely",
                "submission-received/immd forwards to deliver-submission, which is not there",
                "events of blobs go to lost, which is not there",
                "nowhere is named in code and is not there",
                "deaf is there and no code names it",
                "submission-received is there and no code names it",
                "what immd is sent reaches no inbox",
            ],
            MessagingRules.Topology(
                messaging,
                [new ServiceBusTriggerAttribute("missing"), new ServiceBusTriggerAttribute("submission-received", "absent")],
                MessagingRules.Constants(typeof(WrongTopics)),
                ["immd"]));
    }

    [Fact]
    public void A_trigger_is_found_on_whatever_class_it_stands() =>
        Assert.Equal(["a", "b"], MessagingRules.Triggers([typeof(Twice)]).Select(trigger => trigger.QueueName).Order(StringComparer.Ordinal));
}
