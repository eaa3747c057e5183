namespace EGov.Functions.Features.Forms;

/// <summary>Where clean files are kept, sealed.</summary>
public interface IFileVault
{
    /// <summary>Writing the same name again replaces it.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> @sealed, CancellationToken cancellation);

    Task<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancellation);

    Task DeleteAsync(string name, CancellationToken cancellation);
}
