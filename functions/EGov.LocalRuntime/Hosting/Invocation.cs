using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Hosting;

/// <summary>One run of a function in this process.</summary>
/// <param name="told">What the trigger tells of its cause.</param>
internal sealed class Invocation(
    FunctionDefinition definition, IServiceProvider services, CancellationToken cancellation, IReadOnlyDictionary<string, object?>? told = null) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override BindingContext BindingContext { get; } = new Binding(told ?? ReadOnlyDictionary<string, object?>.Empty);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureBag();

    public override CancellationToken CancellationToken => cancellation;

    private sealed class Binding(IReadOnlyDictionary<string, object?> told) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => told;
    }

    private sealed class FeatureBag : IInvocationFeatures
    {
        private readonly ConcurrentDictionary<Type, object> _features = new();

        public void Set<T>(T instance) => _features[typeof(T)] = instance!;

        public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Lets a function take its own context as a parameter: it is a service of the invocation's scope.</summary>
internal sealed class InvocationHolder
{
    public FunctionContext? Context { get; set; }
}
