using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Tests.Conventions.Fixtures;

internal sealed class ReadsItsOwnSetting(IConfiguration configuration)
{
    public string? Value => configuration["Its:Own"];
}
