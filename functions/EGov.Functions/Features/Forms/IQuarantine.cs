namespace EGov.Functions.Features.Forms;

/// <summary>Where the browser puts a file, and nobody reads it but the function that looks at it.</summary>
public interface IQuarantine
{
    /// <summary>An address that can write that one blob and do nothing else.</summary>
    Task<Uri> UploadAddressAsync(string draftId, string attachmentId, DateTimeOffset expires, CancellationToken cancellation);

    /// <summary>Which file an address means; null when it is none of this quarantine. The address is compared with ours and never called.</summary>
    QuarantinedFile? Recognise(string address);

    /// <summary>At most so many of the file's first bytes; null when it is gone or is not that version any more.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(QuarantinedFile file, string version, long most, CancellationToken cancellation);

    Task DeleteAsync(string draftId, string attachmentId, CancellationToken cancellation);
}

/// <summary>A file in the quarantine, by the names that we gave it.</summary>
public sealed record QuarantinedFile(string DraftId, string AttachmentId);
