using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Small form documents, each under an id of its own.</summary>
internal static class TestForms
{
    public static string NewId() => $"test-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 10)}";

    /// <summary>One page with a required name, an optional colour and an optional file.</summary>
    public static JsonObject Document(string id, int version = 1, Action<JsonObject>? change = null)
    {
        var document = new JsonObject
        {
            ["id"] = id,
            ["version"] = version,
            ["department"] = "rvd",
            ["title"] = Text("Test form"),
            ["summary"] = Text("A form of a test"),
            ["pages"] = new JsonArray(new JsonObject
            {
                ["id"] = "one",
                ["title"] = Text("The page"),
                ["fields"] = new JsonArray(
                    new JsonObject { ["id"] = "name", ["type"] = "shortText", ["label"] = Text("Name") },
                    Colour("red", "blue"),
                    new JsonObject { ["id"] = "proof", ["type"] = "file", ["required"] = false, ["label"] = Text("Proof"), ["accept"] = new JsonArray("pdf", "docx") }),
            }),
        };
        change?.Invoke(document);
        return document;
    }

    public static JsonObject Colour(params string[] options) => new()
    {
        ["id"] = "colour",
        ["type"] = "choice",
        ["required"] = false,
        ["label"] = Text("Colour"),
        ["options"] = new JsonArray([.. options.Select(option => new JsonObject { ["value"] = option, ["label"] = Text(option) })]),
    };

    public static JsonObject Story(string id, int maxLength) =>
        new() { ["id"] = id, ["type"] = "longText", ["required"] = false, ["label"] = Text("Story"), ["maxLength"] = maxLength };

    public static JsonArray Fields(JsonObject document) => document["pages"]![0]!["fields"]!.AsArray();

    /// <summary>Published by the content editor.</summary>
    public static async Task<string> PublishAsync(Platform platform, Action<JsonObject>? change = null)
    {
        var id = NewId();
        (await (await platform.PersonaAsync("content-editor-tsang")).PostAsync("forms", Document(id, 1, change))).Is(201);
        return id;
    }

    private static JsonObject Text(string english) => new() { ["en"] = english, ["tc"] = $"{english}（繁）", ["sc"] = $"{english}（简）" };
}
