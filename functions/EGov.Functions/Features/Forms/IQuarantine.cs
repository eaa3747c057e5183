namespace EGov.Functions.Features.Forms;

/// <summary>Where the browser puts a file, and nobody reads it but the function that looks at it.</summary>
public interface IQuarantine
{
    /// <summary>An address that can write that one blob and do nothing else.</summary>
    Task<Uri> UploadAddressAsync(string draftId, string attachmentId, DateTimeOffset expires, CancellationToken cancellation);

    Task DeleteAsync(string draftId, string attachmentId, CancellationToken cancellation);
}
