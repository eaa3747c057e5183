using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Hosting;

/// <summary>One run of a function as its middleware sees it.</summary>
internal sealed class TestInvocation : FunctionContext
{
    private readonly Binding _binding = new();

    public TestInvocation(string function, HttpContext? http, CancellationToken cancellation = default)
    {
        FunctionDefinition = new Definition(function);
        CancellationToken = cancellation;
        if (http is not null)
        {
            // The worker's own key, of which FunctionContextExtensions.GetHttpContext reads.
            Items["HttpRequestContext"] = http;
        }
    }

    public override string InvocationId => "invocation-1";

    public override string FunctionId => FunctionDefinition.Id;

    public override BindingContext BindingContext => _binding;

    public override CancellationToken CancellationToken { get; }

    /// <summary>What the trigger tells of its cause.</summary>
    public Dictionary<string, object?> Told => _binding.Told;

    public override IServiceProvider InstanceServices { get; set; } = Substitute.For<IServiceProvider>();

    public override FunctionDefinition FunctionDefinition { get; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = Substitute.For<IInvocationFeatures>();

    private sealed class Binding : BindingContext
    {
        public Dictionary<string, object?> Told { get; } = [];

        public override IReadOnlyDictionary<string, object?> BindingData => Told;
    }

    private sealed class Definition(string name) : FunctionDefinition
    {
        public override string PathToAssembly => "EGov.Functions.dll";

        public override string EntryPoint => name;

        public override string Id => name;

        public override string Name => name;
    }
}
