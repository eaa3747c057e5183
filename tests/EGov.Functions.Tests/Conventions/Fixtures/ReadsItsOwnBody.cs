using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Tests.Conventions.Fixtures;

/// <summary>Wrong on purpose: reads a body without a limit.</summary>
internal sealed class ReadsItsOwnBody
{
    public static async Task<string> ReadAsync(HttpRequest request) => await new StreamReader(request.Body).ReadToEndAsync();
}
