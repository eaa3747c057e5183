using System.Security.Claims;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Tests.Hosting.Authorization;

public sealed class AuthorizationMiddlewareTests
{
    [Fact]
    public async Task A_function_that_says_neither_who_may_nor_that_anyone_may_is_denied()
    {
        var (http, ran) = await InvokeAsync("DeliverSubmission", Citizen());

        Assert.Equal((403, false), (http.Response.StatusCode, ran));
        Assert.Equal("not-permitted", http.Body().GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_function_that_nobody_knows_is_denied() =>
        Assert.Equal((403, false), Status(await InvokeAsync("NoSuchFunction", Citizen())));

    [Fact]
    public async Task What_anyone_may_call_runs_without_a_token() => Assert.Equal((200, true), Status(await InvokeAsync("GetLiveness", user: null)));

    [Fact]
    public async Task Without_a_token_the_caller_is_asked_to_sign_in()
    {
        var (http, ran) = await InvokeAsync("SubmitForm", user: null);

        Assert.Equal((401, false), (http.Response.StatusCode, ran));
        Assert.Equal("Bearer", http.Response.Headers.WWWAuthenticate);
        Assert.Equal("sign-in-required", http.Body().GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_token_with_the_permission_lets_the_call_through_with_its_caller()
    {
        var (http, ran) = await InvokeAsync("SubmitForm", Citizen());

        Assert.True(ran);
        Assert.Equal("Chan Tai Man", http.Request.Caller().Name);
    }

    [Theory]
    [InlineData("SubmitForm", "Officer")]
    [InlineData("ListInbox", "Citizen")]
    [InlineData("PublishForm", "Officer")]
    [InlineData("PublishForm", "HelpDesk")]
    [InlineData("SubmitForm", "citizen")]
    [InlineData("SubmitForm", "Emperor")]
    public async Task A_role_without_the_permission_is_denied(string function, string role) =>
        Assert.Equal((403, false), Status(await InvokeAsync(function, User(role))));

    [Fact]
    public async Task A_token_without_a_subject_is_nobodys()
    {
        var nameless = new ClaimsPrincipal(new ClaimsIdentity([new Claim("iss", "https://issuer.example/"), new Claim("roles", "Citizen")], "test"));

        Assert.Equal((401, false), Status(await InvokeAsync("SubmitForm", nameless)));
    }

    [Fact]
    public async Task Where_signing_in_is_optional_a_call_without_a_token_has_no_caller()
    {
        var (http, ran) = await InvokeAsync("HoldSlot", user: null);

        Assert.True(ran);
        Assert.Null(http.Request.CallerIfAny());
    }

    [Fact]
    public async Task Where_signing_in_is_optional_a_good_token_names_the_caller_and_a_bad_one_is_told()
    {
        var (http, ran) = await InvokeAsync("HoldSlot", Citizen(), "Bearer good");

        Assert.True(ran);
        Assert.Equal("Chan Tai Man", http.Request.CallerIfAny()?.Name);
        Assert.Equal((401, false), Status(await InvokeAsync("HoldSlot", user: null, "Bearer bad")));
    }

    [Fact]
    public async Task A_function_that_no_HTTP_call_runs_is_not_asked_for_a_token()
    {
        var ran = false;
        await new AuthorizationMiddleware().Invoke(new TestInvocation("DeliverSubmission", http: null), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        Assert.True(ran);
    }

    private static (int Status, bool Ran) Status((HttpContext Http, bool Ran) outcome) => (outcome.Http.Response.StatusCode, outcome.Ran);

    private static ClaimsPrincipal Citizen() => User("Citizen");

    private static ClaimsPrincipal User(string role) => new(new ClaimsIdentity(
        [new Claim("iss", "https://issuer.example/"), new Claim("sub", "1"), new Claim("name", "Chan Tai Man"), new Claim("roles", role)], "test"));

    private static async Task<(HttpContext Http, bool Ran)> InvokeAsync(string function, ClaimsPrincipal? user, string? authorization = null)
    {
        var authentication = Substitute.For<IAuthenticationService>();
        authentication.AuthenticateAsync(Arg.Any<HttpContext>(), JwtBearerDefaults.AuthenticationScheme).Returns(user is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(user, JwtBearerDefaults.AuthenticationScheme)));
        var http = HttpCalls.Call();
        http.Request.Headers.Authorization = authorization;
        http.RequestServices = new ServiceCollection().AddLogging().AddSingleton(authentication).BuildServiceProvider();
        var ran = false;
        await new AuthorizationMiddleware().Invoke(new TestInvocation(function, http), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        return (http, ran);
    }
}
