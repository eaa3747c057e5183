using System.Net;
using System.Net.Http.Headers;
using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>Signs each call with its department's token.</summary>
internal sealed class BearerHandler(Department department, DepartmentTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(department, cancellationToken));
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            // The next call brings a new one; the keys may have changed under this one.
            tokens.Drop(department);
        }

        return answer;
    }
}
