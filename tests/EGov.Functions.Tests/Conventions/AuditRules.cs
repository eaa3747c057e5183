using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using EGov.Functions.Events;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Conventions;

/// <summary>How functions say that they are audited. Each rule answers with what breaks it.</summary>
internal static class AuditRules
{
    /// <summary>What opens people's data. Of an appointment's store everybody who acts by a pass has need, so it is no sign.</summary>
    private static readonly Type[] _openers = [typeof(IDraftStore), typeof(IFileVault), typeof(ISubmissionStore)];

    /// <summary>Each function says it in exactly one way, and the way is one that it can go.</summary>
    public static IEnumerable<string> Saying(IEnumerable<Type> types, JsonElement messaging)
    {
        foreach (var (name, method) in FunctionRules.Functions(types))
        {
            var trigger = FunctionRules.Trigger(method);
            var said = Said(method);
            if (said.Count != 1)
            {
                yield return $"{name} says in {said.Count} ways how it is audited";
                continue;
            }

            var wrong = said[0] switch
            {
                AuditedAttribute when trigger is not HttpTriggerAttribute => "is audited by the middleware, which sees HTTP calls alone",
                AuditedAttribute { Subject: { } subject } when !Regex.IsMatch(((HttpTriggerAttribute)trigger!).Route ?? string.Empty, $@"\{{{subject}[:}}]") =>
                    $"names the route value {subject}, which is not in its route",
                AuditedByEventAttribute { Topics.Count: 0 } => "is recorded by events and names none",
                AuditedByEventAttribute byEvent when byEvent.Topics.FirstOrDefault(topic => !Forwards(messaging, topic)) is { } deaf =>
                    $"is recorded by events of {deaf}, which forwards them to no trail",
                AuditsItselfAttribute when !Reach(method.DeclaringType!).Contains(typeof(IAuditTrail)) => "is to record itself and cannot reach the trail",
                NothingPersonalAttribute when Reach(method.DeclaringType!).FirstOrDefault(_openers.Contains) is { } opener =>
                    $"says that it has nothing personal and can open it by {opener.Name}",
                _ => null,
            };
            if (wrong is not null)
            {
                yield return $"{name} {wrong}";
            }
        }
    }

    public static string How(MethodInfo method) => Said(method).FirstOrDefault() switch
    {
        AuditedAttribute audited => $"{Word(audited.Action)} {audited.Subject ?? "own"} {Word(audited.Purpose)}",
        AuditedByEventAttribute byEvent => $"by events of {string.Join(", ", byEvent.Topics)}",
        AuditsItselfAttribute => "by itself",
        NothingPersonalAttribute => "nothing personal",
        _ => "-",
    };

    private static List<Attribute> Said(MethodInfo method) =>
        [.. method.GetCustomAttributes().Where(said => said is AuditedAttribute or AuditedByEventAttribute or AuditsItselfAttribute or NothingPersonalAttribute)];

    /// <summary>All events of the topic: a subscription with a filter lets some of them by.</summary>
    private static bool Forwards(JsonElement messaging, string topic) => messaging.GetProperty("topics").EnumerateArray()
        .Where(one => one.GetProperty("name").ValueEquals(topic))
        .SelectMany(one => one.GetProperty("subscriptions").EnumerateArray())
        .Any(one => one.TryGetProperty("forwardTo", out var queue) && queue.ValueEquals(Topics.AppendAudit) && !one.TryGetProperty("filter", out _));

    /// <summary>What an object is made of, and what those are made of.</summary>
    private static HashSet<Type> Reach(Type type)
    {
        var (reached, looked) = (new HashSet<Type>(), new Queue<Type>([type]));
        while (looked.TryDequeue(out var next))
        {
            foreach (var part in next.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType))
            {
                if (reached.Add(part) && part.IsClass && part.Namespace?.StartsWith("EGov.", StringComparison.Ordinal) == true)
                {
                    looked.Enqueue(part);
                }
            }
        }

        return reached;
    }

    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
