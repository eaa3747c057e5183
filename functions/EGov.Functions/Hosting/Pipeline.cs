using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using EGov.Functions.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace EGov.Functions.Hosting;

/// <summary>What every call passes before its function runs, the outermost first.</summary>
public static class Pipeline
{
    public static IFunctionsWorkerApplicationBuilder UseEGov(this IFunctionsWorkerApplicationBuilder builder) => builder
        .UseMiddleware<BackOffMiddleware>()
        .UseMiddleware<ProtectionMiddleware>()
        .UseMiddleware<FaultMiddleware>()
        .UseMiddleware<LimitMiddleware>()
        .UseMiddleware<AuthorizationMiddleware>()
        .UseMiddleware<BodyLimitMiddleware>()
        .UseMiddleware<AuditMiddleware>();
}
