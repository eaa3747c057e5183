using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Tests.Surface;

/// <summary>
/// The names lent from Microsoft are compared with approved.txt, which was compared with Microsoft's public source. After a change that
/// was compared again, run the tests once with APPROVE_SURFACE=1: it rewrites the file, and the difference is read in the review.
/// </summary>
public sealed class SurfaceTests
{
    [Fact]
    public async Task The_names_lent_from_Microsoft_are_the_approved_ones()
    {
        var approved = Path.Combine(Path.GetDirectoryName(Here())!, "approved.txt");
        var declared = PublicSurface.Of(typeof(FunctionAttribute).Assembly);
        if (Environment.GetEnvironmentVariable("APPROVE_SURFACE") == "1")
        {
            await File.WriteAllLinesAsync(approved, declared, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllLinesAsync(approved, TestContext.Current.CancellationToken), declared);
    }

    [Fact]
    public void A_signature_says_all_that_a_caller_is_compiled_against()
    {
        var written = PublicSurface.Of(typeof(FunctionAttribute).Assembly);

        Assert.Contains("Microsoft.Azure.Functions.Worker.FunctionAttribute : class Attribute on Method", written);
        Assert.Contains(written, line => line.EndsWith("UseMiddleware<T>(IFunctionsWorkerApplicationBuilder builder) : IFunctionsWorkerApplicationBuilder where T : class, IFunctionsWorkerMiddleware static", StringComparison.Ordinal));
        Assert.Contains(written, line => line.Contains("String entityPath = null, Exception innerException = null)", StringComparison.Ordinal));
        Assert.Contains(written, line => line.Contains("Int64 sequenceNumber = -1, ", StringComparison.Ordinal));
        Assert.Contains(written, line => line.Contains("(AuthorizationLevel authLevel, params String[] methods)", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
