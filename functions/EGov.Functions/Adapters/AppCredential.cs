using Azure.Core;
using Azure.Identity;

namespace EGov.Functions.Adapters;

/// <summary>How the application says who it is to storage, bus and vault.</summary>
internal static class AppCredential
{
    /// <param name="clientId">The application's own identity in the cloud; null takes whoever is signed in on this machine.</param>
    public static TokenCredential Of(string? clientId) => clientId is null
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));
}
