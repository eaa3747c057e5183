using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using EGov.Domain;

namespace EGov.Functions.Hosting.Http;

/// <summary>What a refusal's code answers: the HTTP status and the sentence a person reads.</summary>
internal sealed record Sentence(int Status, Text Text);

/// <summary>Every refusal code of every feature with its sentence, read once from the features' <c>refusals.json</c>.</summary>
internal static class Sentences
{
    public static readonly FrozenDictionary<string, Sentence> All = Read();

    public static Sentence Of(string code) => All.TryGetValue(code, out var sentence)
        ? sentence
        : throw new InvalidOperationException($"The refusal '{code}' is in no catalogue");

    public static string Say(Refusal refusal, Language language)
    {
        var sentence = Of(refusal.Code).Text.In(language);
        foreach (var (name, value) in refusal.Values ?? FrozenDictionary<string, string>.Empty)
        {
            sentence = sentence.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return sentence;
    }

    private static FrozenDictionary<string, Sentence> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith("refusals.json", StringComparison.Ordinal))
            .SelectMany(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize<Dictionary<string, Entry>>(stream, Json.Options)!;
            })
            .ToFrozenDictionary(entry => entry.Key, entry => new Sentence(entry.Value.Status, new Text(entry.Value.En, entry.Value.Tc, entry.Value.Sc)));
    }

    private sealed record Entry(int Status, string En, string Tc, string Sc);
}
