using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.ListForms;

/// <summary>All forms that can be filled in.</summary>
public sealed class ListFormsFunction(IFormLibrary library)
{
    [Function("ListForms")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forms")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=60";
        return Answers.Ok(new FormList([.. library.Current.OrderBy(form => form.Id, StringComparer.Ordinal).Select(FormListItem.Of)]));
    }
}

internal sealed record FormList(IReadOnlyList<FormListItem> Forms);

internal sealed record FormListItem(
    string Id,
    int Version,
    string Department,
    string? FormNumber,
    Text Title,
    Text Summary,
    DateTimeOffset? Opens,
    DateTimeOffset? Closes)
{
    public static FormListItem Of(FormDefinition form) =>
        new(form.Id, form.Version, form.Department, form.FormNumber, form.Title, form.Summary, form.Opens, form.Closes);
}
