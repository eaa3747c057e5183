using EGov.Domain.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EGov.Functions.Features.Forms;

internal static class FormDocuments
{
    /// <summary>The document as it was published, under its own hash as ETag.</summary>
    public static IResult AsResult(this FormDefinition form, HttpRequest request, string cacheControl)
    {
        request.HttpContext.Response.Headers.CacheControl = cacheControl;
        return Results.Bytes(form.Json, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{form.Hash}\""));
    }
}
