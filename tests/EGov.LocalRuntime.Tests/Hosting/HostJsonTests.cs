using EGov.LocalRuntime.Hosting;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_the_defaults_are_the_Functions_hosts() => Assert.Equal(
        (1000, 1, TimeSpan.FromSeconds(30), 16),
        HostJson.Read(Path.Combine(_folder.Path, "none.json")) is var host
            ? (host.MaxMessageBatchSize, host.MinMessageBatchSize, host.MaxBatchWaitTime, host.MaxConcurrentCalls)
            : default);

    [Fact]
    public void What_is_written_about_batches_is_read()
    {
        var host = Read("""{"maxMessageBatchSize":100,"minMessageBatchSize":50,"maxBatchWaitTime":"00:00:00.0500000"}""");

        Assert.Equal((100, 50, TimeSpan.FromMilliseconds(50)), (host.MaxMessageBatchSize, host.MinMessageBatchSize, host.MaxBatchWaitTime));
    }

    [Theory]
    [InlineData("""{"maxMessageBatchSize":10,"minMessageBatchSize":11}""", "minMessageBatchSize")]
    [InlineData("""{"maxBatchWaitTime":"00:02:31"}""", "maxBatchWaitTime")]
    public void Batches_that_no_host_makes_are_refused_by_name(string serviceBus, string name) =>
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => Read(serviceBus)).Message, StringComparison.Ordinal);

    private HostJson Read(string serviceBus) =>
        HostJson.Read(_folder.File("host.json", $$"""{"extensions":{"serviceBus":{{serviceBus}} } }"""));
}
