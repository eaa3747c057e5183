using System.Text.RegularExpressions;

namespace EGov.Infra.Tests;

public sealed partial class DocumentTests
{
    private const string Azure = "azure.schema.json";
    private const string Site = "staticwebapp.schema.json";

    [Fact]
    public async Task What_azd_is_told_is_what_azd_reads() => Assert.Empty(await Documents.FaultsAsync(Azure, Documents.Json(Documents.Text("azure.yaml"))));

    [Fact]
    public async Task What_the_site_is_told_is_what_the_site_reads() => Assert.Empty(await Documents.FaultsAsync(Site, Documents.Text("infra", "staticwebapp.config.json")));

    [Theory]
    [InlineData("name: egov-hk", "nmae: egov-hk")]
    [InlineData("name: egov-hk", "name: 'EGov HK'")]
    [InlineData("egov-hk@1.0.0", "egov-hk")]
    [InlineData("provider: bicep", "provider: terraform")]
    [InlineData("path: infra", "path: infrastructure")]
    [InlineData("  module: main", "  module: main\n  parameters: {}")]
    [InlineData("workflows:", "workflow:")]
    [InlineData("- azd: package --all", "- azd: pack --all")]
    [InlineData("- azd: package --all", "- run: package --all")]
    [InlineData("postprovision:", "postProvision:")]
    [InlineData("prepackage:", "beforepackage:")]
    [InlineData("    posix:", "    linux:")]
    [InlineData("shell: pwsh", "shell: cmd")]
    [InlineData("run: dotnet run infra/hooks/make-keys.cs", "run: bash infra/hooks/make-keys.sh")]
    [InlineData("language: dotnet", "language: csharp5")]
    [InlineData("host: function", "host: appservice")]
    [InlineData("host: staticwebapp", "host: staticwebapps")]
    [InlineData("    dist: dist", "    output: dist")]
    public async Task A_mistake_in_azure_yaml_is_found(string part, string mistake)
    {
        var text = Documents.Text("azure.yaml");
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.NotEmpty(await Documents.FaultsAsync(Azure, Documents.Json(text.Replace(part, mistake, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("\"trailingSlash\": \"always\"", "\"trailingSlash\": \"sometimes\"")]
    [InlineData("\"globalHeaders\"", "\"headers\"")]
    [InlineData("\"Content-Security-Policy\"", "\"Content-Security-Polices\"")]
    [InlineData("\"X-Content-Type-Options\": \"nosniff\"", "\"X-Content-Type-Options\": \"\"")]
    [InlineData("\"X-Content-Type-Options\": \"nosniff\"", "\"X-Content-Type-Options\": true")]
    [InlineData("\"X-Frame-Options\"", "\"x frame options\"")]
    [InlineData("\"route\": \"/_astro/*\"", "\"path\": \"/_astro/*\"")]
    [InlineData("\"route\": \"/_astro/*\"", "\"route\": \"_astro/*\"")]
    [InlineData("\"route\": \"/_astro/*\"", "\"route\": \"/*/_astro/*\"")]
    [InlineData("\"404\": {", "\"not-found\": {")]
    [InlineData("\"statusCode\": 404", "\"statusCode\": 200")]
    [InlineData("\"rewrite\"", "\"serve\"")]
    [InlineData("\".json\":", "\"json\":")]
    [InlineData("text/plain; charset=utf-8", "text")]
    public async Task A_mistake_in_the_sites_rules_is_found(string part, string mistake)
    {
        var text = Documents.Text("infra", "staticwebapp.config.json");
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.NotEmpty(await Documents.FaultsAsync(Site, text.Replace(part, mistake, StringComparison.Ordinal)));
    }

    /// <summary>The portal's package says where the API is: on the first azd up nobody knows it before provisioning.</summary>
    [Fact]
    public void Everything_is_provisioned_before_it_is_packaged_and_packaged_before_it_is_deployed() => Assert.Equal(
        ["provision", "package --all", "deploy --all"],
        Documents.Yaml("azure.yaml")["workflows"]!["up"]!.AsArray().Select(step => (string?)step!["azd"]));

    /// <summary>azd finds what to deploy to by the tag that names the service.</summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Every_service_has_a_folder_and_a_resource_that_is_tagged_with_its_name(string size)
    {
        var services = Documents.Yaml("azure.yaml")["services"]!.AsObject();

        Assert.All(services, service => Assert.True(Directory.Exists(Path.Combine(Bicep.Root, (string)service.Value!["project"]!))));
        Assert.Equal(
            services.Select(service => service.Key).Order(StringComparer.Ordinal),
            Template.Of(size).Resources.Select(resource => resource["tags.azd-service-name"]).OfType<string>().Order(StringComparer.Ordinal));
    }

    /// <summary>A hook of the whole runs in the root, one of a service in its folder; both kinds of machine run the same one.</summary>
    [Fact]
    public void Every_hook_is_there_and_the_same_on_both_kinds_of_machine()
    {
        var azure = Documents.Yaml("azure.yaml");
        var hooks = azure["hooks"]!.AsObject().Select(hook => (Folder: Bicep.Root, Hook: hook.Value!))
            .Concat(azure["services"]!.AsObject().SelectMany(
                service => service.Value!["hooks"]?.AsObject().Select(hook => hook.Value!) ?? [],
                (service, hook) => (Folder: Path.Combine(Bicep.Root, (string)service.Value!["project"]!), Hook: hook)))
            .ToList();

        Assert.Equal(2, hooks.Count);
        Assert.All(hooks, hook =>
        {
            Assert.Equal((string)hook.Hook["posix"]!["run"]!, (string)hook.Hook["windows"]!["run"]!);
            Assert.True(File.Exists(Path.Combine(hook.Folder, Script().Match((string)hook.Hook["posix"]!["run"]!).Value)));
        });
    }

    [GeneratedRegex(@"[^ ]+\.cs$")]
    private static partial Regex Script();
}
