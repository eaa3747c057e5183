using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Conventions.Fixtures;

/// <summary>Named, placed and declared wrongly.</summary>
internal class Wrong
{
    [Function("RightName")]
    public static void Go([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;
}

/// <summary>Two functions in a class, one under a name that is taken.</summary>
internal sealed class Twice
{
    [Function("RightName")]
    public static void RunAsync([ServiceBusTrigger("a")] string message) => _ = message;

    [Function("Other")]
    public static void RunAsync([ServiceBusTrigger("b")] string message, CancellationToken cancellation) => _ = (message, cancellation);
}

/// <summary>Every way of not saying rightly who may call.</summary>
internal sealed class Unguarded
{
    [Function("Open")]
    [AuditedByEvent("case-moved")]
    public static void Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "open/{id}")] HttpRequest request) => _ = request;

    [Function("Both")]
    [AllowAnonymous]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "both")]
    public static void Both([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "both")] HttpRequest request) => _ = request;

    [Function("Keyed")]
    [AllowAnonymous]
    public static void Keyed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => _ = request;

    [Function("Nobody")]
    [RequiresPermission(Permission.UseForms)]
    [NothingPersonal]
    public static void Nobody([ServiceBusTrigger("somewhere")] string message) => _ = message;
}
