using System.Net.Http.Headers;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Protection;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Submissions;

/// <summary>Opens a submitted file and hands it out as a download: never shown inline, never under a type that its bytes are not.</summary>
public sealed class SubmittedFileDownload(IFileVault vault, DataKeys keys)
{
    public async Task<IResult?> OpenAsync(SubmittedFile file, HttpRequest request, CancellationToken cancellation)
    {
        if (await vault.FindAsync(file.VaultName, cancellation) is not { } @sealed)
        {
            return null;
        }

        using var key = keys.Unwrap(Convert.FromBase64String(file.WrappedKey));
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = file.FileName }.ToString();
        return Results.Bytes(key.Open(@sealed.Span, AttachmentSeal.Content), FileKinds.MediaType(file.Kind));
    }
}
