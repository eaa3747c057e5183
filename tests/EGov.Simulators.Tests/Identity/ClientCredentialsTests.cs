namespace EGov.Simulators.Tests.Identity;

public sealed class ClientCredentialsTests
{
    private static readonly Dictionary<string, string> s_grant = new() { ["grant_type"] = "client_credentials" };

    [Theory]
    [InlineData("immd")]
    [InlineData("td")]
    [InlineData("ird")]
    [InlineData("reo")]
    [InlineData("rvd")]
    [InlineData("lcsd")]
    public async Task A_departments_system_signs_in_with_its_secret(string department)
    {
        await using var host = await SimulatorHost.StartAsync();

        var (status, body) = await host.TokenAsync(s_grant, $"department-{department}:development-only-{department}");

        Assert.Equal(200, status);
        var token = await host.VerifyAsync(body.GetProperty("access_token").GetString()!);
        Assert.Equal($"department-{department}", token.Subject);
        Assert.Equal("DepartmentSystem", token.GetClaim("roles").Value);
        Assert.Equal(department, token.GetClaim("department").Value);
    }

    [Theory]
    [InlineData("department-immd:development-only-td")]
    [InlineData("department-immd:x")]
    [InlineData("department-none:development-only-immd")]
    public async Task A_wrong_secret_or_an_unknown_department_gets_no_token(string credentials)
    {
        await using var host = await SimulatorHost.StartAsync();

        var (status, body) = await host.TokenAsync(s_grant, credentials);

        Assert.Equal((401, "invalid_client"), (status, body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task The_secret_is_the_configured_one()
    {
        await using var host = await SimulatorHost.StartAsync(null, "--Departments:Secrets:immd=another");

        Assert.Equal(200, (await host.TokenAsync(s_grant, "department-immd:another")).Status);
        Assert.Equal(401, (await host.TokenAsync(s_grant, "department-immd:development-only-immd")).Status);
    }

    [Fact]
    public async Task The_portal_which_keeps_no_secret_gets_no_token_of_its_own()
    {
        await using var host = await SimulatorHost.StartAsync();

        var (status, _) = await host.TokenAsync(new(s_grant) { ["client_id"] = "portal" });

        Assert.InRange(status, 400, 401);
    }
}
