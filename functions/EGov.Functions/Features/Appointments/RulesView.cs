using System.Text.Json;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>A department's rules as its officers see them.</summary>
/// <param name="Version">0 while they are those of the build.</param>
/// <param name="Changed">The documents that the department has changed; the others follow the build.</param>
/// <param name="Orphans">Bookings that the rules have no place for.</param>
internal sealed record RulesView(int Version, IReadOnlyList<string> Changed, DocumentsView Documents, IReadOnlyList<OrphanView> Orphans);

internal sealed record DocumentsView(JsonElement? Offices, JsonElement? Calendar, JsonElement? Services)
{
    public static DocumentsView Of(RuleDocumentSet documents) => new(Element(documents.Offices), Element(documents.Calendar), Element(documents.Services));

    private static JsonElement? Element(BinaryData? document) => document is null ? null : JsonElement.Parse(document);
}

internal sealed record OrphanView(string Service, string Office, DateOnly Date, string Session, int Seats);

internal static class RuleAnswers
{
    /// <summary>Its ETag is what a change must name.</summary>
    public static IResult Rules(this HttpRequest request, DepartmentRules rules, IReadOnlyList<OrphanedSeats> orphans)
    {
        request.HttpContext.Response.Headers.ETag = rules.ETag;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new RulesView(
            rules.Version,
            rules.Published.Names,
            DocumentsView.Of(rules.Documents),
            [.. orphans.Select(one => new OrphanView(one.Session.Service, one.Session.Office, one.Session.Date, one.Session.Id, one.Seats))]));
    }
}
