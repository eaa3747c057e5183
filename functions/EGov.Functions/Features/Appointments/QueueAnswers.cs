using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

internal static class QueueAnswers
{
    /// <summary>A place is personal, so no cache keeps it; the answer says when to ask again.</summary>
    public static void Ask(this HttpRequest request, QueuePlace place)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        if (place.AskAgainAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
