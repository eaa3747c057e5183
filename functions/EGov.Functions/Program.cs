using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FaultMiddleware>();
builder.UseMiddleware<LimitMiddleware>();
builder.UseMiddleware<AuthorizationMiddleware>();
builder.Services.AddEGov(builder.Configuration);

await builder.Build().RunAsync();
