using System.Security.Claims;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Tests.Hosting.Authorization;

public sealed class CallerTests
{
    [Fact]
    public void A_person_is_a_pseudonym_that_stays_the_same()
    {
        var caller = From(("iss", "https://a.example/"), ("sub", "Chan"));

        Assert.Equal(From(("iss", "https://a.example/"), ("sub", "Chan"))?.Person, caller?.Person);
        Assert.Matches("^[A-Za-z0-9_-]{20}$", caller?.Person);
    }

    [Fact]
    public void The_same_subject_of_another_issuer_is_another_person()
    {
        Assert.NotEqual(From(("iss", "https://a.example/"), ("sub", "1"))?.Person, From(("iss", "https://b.example/"), ("sub", "1"))?.Person);
        Assert.NotEqual(From(("iss", "https://a.example/"), ("sub", "1"))?.Person, From(("iss", "https://a.example/"), ("sub", "2"))?.Person);
    }

    [Theory]
    [InlineData("https://a.example/", null)]
    [InlineData("https://a.example/", "")]
    [InlineData(null, "1")]
    [InlineData("", "1")]
    public void Without_an_issuer_and_a_subject_there_is_no_caller(string? issuer, string? subject)
    {
        var claims = new List<(string, string)>();
        if (issuer is not null)
        {
            claims.Add(("iss", issuer));
        }

        if (subject is not null)
        {
            claims.Add(("sub", subject));
        }

        Assert.Null(From([.. claims]));
    }

    [Fact]
    public void Permissions_are_those_of_all_roles_together_and_an_unknown_role_gives_none()
    {
        var caller = From(("iss", "i"), ("sub", "s"), ("roles", "Citizen"), ("roles", "ContentEditor"), ("roles", "Emperor"))!;

        Assert.Equal(
            [Permission.SeeOwnIdentity, Permission.UseForms, Permission.PublishForms],
            caller.Permissions.Order());
        Assert.Equal(["Citizen", "ContentEditor", "Emperor"], caller.Roles);
    }

    [Theory]
    [InlineData("Officer", "immd", "immd", true)]
    [InlineData("DepartmentSystem", "immd", "immd", true)]
    [InlineData("Officer", "immd", "td", false)]
    [InlineData("Officer", null, "immd", false)]
    [InlineData("Citizen", "immd", "immd", false)]
    public void An_officer_handles_the_submissions_and_appointments_of_the_own_department(string role, string? own, string department, bool may)
    {
        var caller = own is null
            ? From(("iss", "i"), ("sub", "s"), ("roles", role))
            : From(("iss", "i"), ("sub", "s"), ("roles", role), ("department", own));

        Assert.Equal((may, may), (caller!.MayHandle(department), caller.MayManageAppointments(department)));
    }

    [Fact]
    public void An_anonymous_call_has_no_caller() =>
        Assert.Throws<InvalidOperationException>(() => HttpCalls.Call().Request.Caller());

    private static Caller? From(params (string Type, string Value)[] claims) =>
        Caller.From(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)))));
}
