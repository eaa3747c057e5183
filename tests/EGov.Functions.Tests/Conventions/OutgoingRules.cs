namespace EGov.Functions.Tests.Conventions;

/// <summary>Where the application opens ways out over HTTP.</summary>
internal static class OutgoingRules
{
    private static readonly string[] s_ways = ["System.Net.Http.HttpClient", "System.Net.Http.HttpClientHandler", "System.Net.Http.SocketsHttpHandler"];

    /// <summary>Every type that makes a client or a handler by itself, which then connects to whatever a name leads to.</summary>
    public static IEnumerable<string> Makers(IEnumerable<Uses> code) =>
        code.Where(type => s_ways.Any(way => type.Calls.Contains($"{way}..ctor"))).Select(type => type.Type);
}
