using EGov.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseEGov();
builder.Services.AddEGov(builder.Configuration);

await builder.Build().RunAsync();
