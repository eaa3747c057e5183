using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions;
using EGov.Simulators;
using EGov.Simulators.Identity;
using EGov.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EGov.Functions.Tests.AccessControl;

/// <summary>
/// The application's own routes, services and middleware on a port of their own, before the identity simulator; only the functions do not run. Whatever passes the
/// middleware is answered with its function's name instead, so that nothing needs storage and nobody's call does anything.
/// </summary>
internal sealed partial class Gate : IAsyncDisposable
{
    private const string Reached = "Reached";
    private const string DepartmentSystem = "ird";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _simulators;
    private readonly IHost _host;
    private readonly HttpClient _http;

    private Gate(DirectoryInfo folder, WebApplication simulators, IHost host)
    {
        (_folder, _simulators, _host) = (folder, simulators, host);
        _http = new HttpClient { BaseAddress = new Uri($"{host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/api/") };
    }

    /// <summary>Every function that has an HTTP trigger, each with its route and methods.</summary>
    public static IReadOnlyList<(string Name, HttpTriggerAttribute Trigger)> Functions { get; } =
    [
        .. from function in FunctionRules.Functions(typeof(FunctionCatalogue).Assembly.GetTypes())
           let trigger = FunctionRules.Trigger(function.Method) as HttpTriggerAttribute
           where trigger is not null
           select (function.Name, trigger),
    ];

    public static async Task<Gate> OpenAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("egov-gate-");
        var port = LoopbackPorts.Take();
        var issuer = $"http://127.0.0.1:{port}/";
        var simulators = SimulatorsApp.Build(
            $"--Simulators:Port={port}", $"--Simulators:DataPath={folder.FullName}", "--BackOffice:Enabled=false", "--Logging:LogLevel:Default=Warning");
        await simulators.StartAsync(cancellation);

        var types = typeof(FunctionCatalogue).Assembly.GetTypes().Where(type => Functions.Any(function => type.Name == $"{function.Name}Function"));
        var builder = FunctionsApplication.CreateBuilder([], types);
        builder.ConfigureFunctionsWebApplication();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("Host:LocalHttpPort", "0"),
            ("Azurite:Start", "false"),
            ("LocalBus:Path", Path.Combine(folder.FullName, "bus.db")),
            ("ServiceBus", $"Endpoint=sb://{folder.Name}.test/;"),
            ("Secrets:Folder", Path.Combine(folder.FullName, "secrets")),
            ("Identity:Issuer", issuer),
            ("Limits:PerNetwork", "false"),
        ])
        {
            builder.Configuration[name] = value;
        }

        builder.UseEGov();
        builder.Use(_ => context =>
        {
            context.GetHttpContext()!.Response.Headers[Reached] = context.FunctionDefinition.Name;
            return Task.CompletedTask;
        });
        builder.Services.AddEGov(builder.Configuration);
        foreach (var start in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(FunctionCatalogue).Assembly).ToList())
        {
            // What the application does with its storage when it starts.
            builder.Services.Remove(start);
        }

        builder.Logging.ClearProviders();
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new Gate(folder, simulators, host);
    }

    /// <summary>Everybody who may call, by the name of their column: each persona of the simulator, a department's system, somebody without a token, and another issuer's user.</summary>
    public async Task<IReadOnlyList<(string Name, string? Token)>> CallersAsync(CancellationToken cancellation) =>
    [
        ("nobody", null),
        ("foreign-issuer", Foreign()),
        .. await Task.WhenAll(Personas.All.Select(async persona => (persona.Id, (string?)await PersonaTokenAsync(persona.Id, cancellation)))),
        ($"department-{DepartmentSystem}", await SystemTokenAsync(cancellation)),
    ];

    /// <summary>Every function tried by every caller, with every method that it has.</summary>
    public async Task<AccessMatrix> TryAsync(CancellationToken cancellation)
    {
        var callers = await CallersAsync(cancellation);
        var cells = new ConcurrentDictionary<(string Function, string Caller), string>();
        var tries = from function in Functions from caller in callers select (function, caller);
        await Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation }, async (one, token) =>
        {
            var answers = new HashSet<string>();
            foreach (var method in one.function.Trigger.Methods!)
            {
                answers.Add(await CallAsync(one.function.Name, method.ToUpperInvariant(), one.function.Trigger.Route!, one.caller.Token, token));
            }

            cells[(one.function.Name, one.caller.Name)] = string.Join(",", answers);
        });
        return new AccessMatrix(
            [.. callers.Select(caller => caller.Name)],
            Functions.ToDictionary(
                function => function.Name,
                IReadOnlyList<string> (function) => [.. callers.Select(caller => cells[(function.Name, caller.Name)])]));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _simulators.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary><c>yes</c> when the function would have run; the status when it was refused before; anything else says itself what is wrong.</summary>
    private async Task<string> CallAsync(string function, string method, string route, string? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Place().Replace(route, place => place.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "nowhere"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, cancellation);
        // Refused or not, an answer says what every answer says.
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var reached = answer.Headers.TryGetValues(Reached, out var names) ? names.Single() : null;
        return (reached, (int)answer.StatusCode) switch
        {
            (null, var refused and (401 or 403)) => $"{refused}",
            (null, var other) => $"{other} of nobody",
            (var name, 200) when name == function => "yes",
            var (name, status) => $"{status} of {name}",
        };
    }

    /// <summary>All roles there are, signed with the right key: only the issuer is another.</summary>
    private string Foreign() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "https://issuer.example/",
        Audience = "api://egov",
        Expires = DateTime.UtcNow.AddMinutes(15),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = Personas.All[0].Subject,
            ["name"] = Personas.All[0].Name.En,
            ["roles"] = Personas.All.Select(persona => persona.Role).Append(Roles.DepartmentSystem).Distinct().ToArray(),
            ["scope"] = "egov",
            ["department"] = "immd",
        },
        TokenType = "at+jwt",
        SigningCredentials = new SigningCredentials(_simulators.Services.GetRequiredService<SigningKeys>().Signing, SecurityAlgorithms.RsaSha256),
    });

    private async Task<string> PersonaTokenAsync(string persona, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri($"{_simulators.Urls.First()}/simulators/tokens"), new { persona }, cancellation);
        return await TokenAsync(answer, cancellation);
    }

    private async Task<string> SystemTokenAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_simulators.Urls.First()}/connect/token"));
        var credentials = $"department-{DepartmentSystem}:development-only-{DepartmentSystem}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var answer = await _http.SendAsync(request, cancellation);
        return await TokenAsync(answer, cancellation);
    }

    private static async Task<string> TokenAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("access_token").GetString()!;

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
