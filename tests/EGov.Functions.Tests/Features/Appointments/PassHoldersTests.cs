using EGov.Functions.Features.Appointments;
using EGov.Functions.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

public sealed class PassHoldersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_bearer_of_a_pass_is_whom_it_was_given_for_as_long_as_it_is_good()
    {
        var held = (await new AppointmentDesk(_time).HoldAsync()).Value;
        var person = new People(new TestSecrets()).Of("hkic", "travel-document", "K1234567");

        Assert.Equal(person, Find(held.Pass));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(Find(held.Pass));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x.y")]
    [InlineData("eyJwZXJzb24iOiJ4In0.AAAA")]
    public void Whoever_shows_no_pass_that_was_given_is_nobody(string pass) => Assert.Null(Find(pass));

    private string? Find(string pass)
    {
        var http = HttpCalls.Call();
        http.Request.Headers[Passes.Header] = pass;
        return new PassHolders(new Passes(new TestSecrets(), _time)).Find(http.Request);
    }
}
