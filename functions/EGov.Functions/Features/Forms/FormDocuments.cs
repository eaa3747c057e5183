using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EGov.Functions.Features.Forms;

internal static class FormDocuments
{
    /// <summary>The document as it was published, under its own hash as ETag.</summary>
    public static IResult AsResult(this FormDefinition form, HttpRequest request, string cacheControl)
    {
        var tag = new EntityTagHeaderValue($"\"{form.Hash}\"");
        if (request.GetTypedHeaders().IfMatch is { Count: > 0 } wanted
            && !wanted.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: true)))
        {
            // The framework would say so too, but without a code.
            return request.Problem(new Refusal("changed-meanwhile"));
        }

        request.HttpContext.Response.Headers.CacheControl = cacheControl;
        return Results.Bytes(form.Json, "application/json; charset=utf-8", entityTag: tag);
    }
}
