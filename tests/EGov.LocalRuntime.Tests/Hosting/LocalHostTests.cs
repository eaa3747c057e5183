using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class LocalHostTests
{
    /// <summary>The host would watch everything below its folder, and be woken by each message that the bus writes there.</summary>
    [Fact]
    public void No_file_is_watched_and_the_app_has_its_own_folder()
    {
        var builder = FunctionsApplication.CreateBuilder([], [typeof(HttpFunctionsTests.Samples)]);

        var files = ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.ReloadOnChange);
        Assert.Equal(AppContext.BaseDirectory, builder.Environment.ContentRootPath);
    }
}
