using System.Reflection;
using EGov.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Where services and middleware of a function app are registered.</summary>
    public interface IFunctionsWorkerApplicationBuilder
    {
        IServiceCollection Services { get; }

        IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
    }
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
    /// <summary>Begins a function app.</summary>
    public class FunctionsApplication
    {
        /// <summary>A builder that finds the functions of the entry assembly.</summary>
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
            CreateBuilder(args, Assembly.GetEntryAssembly()!);

        internal static FunctionsApplicationBuilder CreateBuilder(string[] args, Assembly functions) =>
            CreateBuilder(args, functions.GetTypes());

        internal static FunctionsApplicationBuilder CreateBuilder(string[] args, IEnumerable<Type> functionClasses) =>
            new(args, functionClasses);
    }

    /// <summary>Wears the worker's builder; builds an ASP.NET Core application that finds and runs the functions.</summary>
    public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
    {
        private readonly WebApplicationBuilder _web;
        private readonly MiddlewareChain _middleware = new();
        private readonly FunctionCatalog _catalog;

        internal FunctionsApplicationBuilder(string[] args, IEnumerable<Type> functionClasses)
        {
            _web = LocalHost.CreateWebBuilder(args);
            _catalog = FunctionCatalog.From(functionClasses);
            LocalHost.AddRuntime(_web, _catalog, _middleware);
        }

        public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

        public ConfigurationManager Configuration => _web.Configuration;

        IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

        public IHostEnvironment Environment => _web.Environment;

        public ILoggingBuilder Logging => _web.Logging;

        public IMetricsBuilder Metrics => _web.Metrics;

        public IServiceCollection Services => _web.Services;

        public IHost Build() => LocalHost.Build(_web, _catalog);

        public void ConfigureContainer<TContainerBuilder>(
            IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
            where TContainerBuilder : notnull =>
            ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            _middleware.Add(middleware);
            return this;
        }
    }

    /// <summary>Turns on ASP.NET Core types in HTTP functions, which this runtime has anyway.</summary>
    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
    }
}
