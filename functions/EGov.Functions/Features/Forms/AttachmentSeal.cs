namespace EGov.Functions.Features.Forms;

/// <summary>What a file's key seals, each for its own purpose.</summary>
internal static class AttachmentSeal
{
    public const string Content = "attachment-content";
    public const string Name = "attachment-name";
}
