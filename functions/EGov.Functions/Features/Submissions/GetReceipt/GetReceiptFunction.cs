using System.Text.Json;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QRCoder;

namespace EGov.Functions.Features.Submissions.GetReceipt;

/// <summary>A signed receipt: what was received, when, on which document, with the digests of the answers and of every file.</summary>
public sealed class GetReceiptFunction(OwnCases own, IReceiptSeal seal)
{
    /// <summary>The most bytes that a QR code holds: version 40, error correction L (ISO/IEC 18004).</summary>
    private const int LargestPicture = 2953;

    [Function("GetReceipt")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "submissions/{reference}/receipt")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var opened = await own.OpenAsync(request.Caller().Person, reference, cancellation);
        if (opened.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var (stored, contents) = opened.Value;
        var attested = new Attested(
            stored.Case.Reference,
            stored.Case.FormId,
            stored.Case.FormVersion,
            stored.Case.DefinitionHash,
            stored.Case.SubmittedAt,
            contents.Digest(),
            [.. contents.Files.Select(file => file.Sha256)]);
        var signature = seal.Sign(JsonSerializer.SerializeToUtf8Bytes(attested, Json.Options));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new Receipt(
            attested.Reference,
            attested.FormId,
            attested.FormVersion,
            attested.DefinitionHash,
            attested.SubmittedAt,
            attested.AnswersDigest,
            [.. contents.Files.Select(SubmittedFileView.Of)],
            signature,
            signature.Length <= LargestPicture ? Picture(signature) : null));
    }

    private static string Picture(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4);
    }

    private sealed record Attested(
        Reference Reference,
        string FormId,
        int FormVersion,
        string DefinitionHash,
        DateTimeOffset SubmittedAt,
        string AnswersDigest,
        IReadOnlyList<string> Files);
}

/// <param name="Seal">A compact JWS over the same facts; verify it with the keys of <c>/api/receipt-keys</c>.</param>
/// <param name="Qr">The seal as a QR code, SVG; null when so many files are attested that no QR code holds it.</param>
internal sealed record Receipt(
    Reference Reference,
    string FormId,
    int FormVersion,
    string DefinitionHash,
    DateTimeOffset SubmittedAt,
    string AnswersDigest,
    IReadOnlyList<SubmittedFileView> Attachments,
    string Seal,
    string? Qr);
