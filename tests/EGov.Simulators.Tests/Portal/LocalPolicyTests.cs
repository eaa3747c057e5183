using EGov.Simulators.Portal;

namespace EGov.Simulators.Tests.Portal;

public sealed class LocalPolicyTests
{
    [Theory]
    [InlineData("default-src 'self'", "default-src 'self'; connect-src 'self' http://127.0.0.1:1")]
    [InlineData("default-src 'self'; connect-src 'none'", "default-src 'self'; connect-src http://127.0.0.1:1")]
    [InlineData("connect-src http://127.0.0.1:1", "connect-src http://127.0.0.1:1")]
    [InlineData("script-src 'self'", "script-src 'self'")]
    public void Only_what_scripts_may_connect_to_is_widened(string deployed, string local) =>
        Assert.Equal(local, LocalPolicy.Fit(deployed, ["http://127.0.0.1:1"]));
}
