using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Catalogue.ListDepartments;

/// <summary>The departments that receive submissions here, with their names.</summary>
public sealed class ListDepartmentsFunction(Departments departments)
{
    [Function("ListDepartments")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Answers.Ok(new DepartmentList(departments.All));
    }
}

internal sealed record DepartmentList(IEnumerable<Department> Departments);
