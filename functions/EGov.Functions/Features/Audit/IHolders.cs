using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Audit;

/// <summary>Who calls with a pass in place of a token.</summary>
public interface IHolders
{
    /// <summary>The pseudonym of whom the pass is good for; null without a pass, or with one that is good for nothing.</summary>
    string? Find(HttpRequest request);
}
