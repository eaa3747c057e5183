using Azure.Messaging.ServiceBus;
using Azure.Security.KeyVault.Secrets;
using EGov.Functions.Adapters;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Http;
using EGov.Functions.Adapters.Identity;
using EGov.Functions.Adapters.Mail;
using EGov.Functions.Adapters.Malware;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Adapters.ServiceBus;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Accounts;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.TellPerson;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Catalogue;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Health;
using EGov.Functions.Features.Notifications;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Limits;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Hosting.Outgoing;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Hosting.Settings;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Hosting;

/// <summary>Puts the application together.</summary>
public static class Composition
{
    /// <summary>As long as one try of a storage call gets; what takes longer would make callers wait too.</summary>
    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidSettingsException">The settings are wrong; it lists all that is.</exception>
    public static IServiceCollection AddEGov(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AppSettings.Read(configuration);
        return services
            .AddCore(settings)
            .AddTelemetry(settings.Telemetry)
            .AddStorage(settings)
            .AddOutside(settings.Holidays, settings.Mail)
            .AddBus(settings.Bus)
            .AddEGovIdentity(settings.Identity)
            .AddHealth()
            .AddHealthFeature()
            .AddCatalogueFeature()
            .AddFormsFeature()
            .AddSubmissionsFeature()
            .AddAppointmentsFeature()
            .AddAuditFeature()
            .AddRetentionFeature();
    }

    private static IServiceCollection AddCore(this IServiceCollection services, AppSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Limits).AddSingleton<CallLimits>().AddSingleton<RightOfWay>().AddSingleton<MessageBatches>();
        services.AddSingleton<DataKeys>().AddSingleton<IReceiptSeal, EcdsaReceiptSeal>().AddSingleton<IAuditSigner, EcdsaAuditSigner>();
        services.Configure<System.Text.Json.JsonSerializerOptions>(Json.Configure);
        return services.AddSingleton<ISecretVault>(settings.Secrets.Vault is { } vault
            ? new KeyVaultSecretVault(new SecretClient(vault, AppCredential.Of(settings.Secrets.ClientId)))
            : new FolderSecretVault(settings.Secrets.Folder!));
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, AppSettings settings)
    {
        services.AddSingleton(settings.Storage).AddSingleton<StorageClients>();
        if (settings.Storage.ConnectionString is not null)
        {
            services.AddHostedService<StoragePreparation>();
        }

        services
            .AddSingleton<IFormStore, TableFormStore>()
            .AddSingleton<IDraftStore, TableDraftStore>()
            .AddSingleton<IDraftCalendar, TableDraftCalendar>()
            .AddSingleton<IAttachmentStore, TableAttachmentStore>()
            .AddSingleton<IQuarantine, BlobQuarantine>()
            .AddSingleton<IFileVault, BlobFileVault>()
            .AddSingleton<IAuditChain, BlobAuditChain>()
            .AddSingleton<IAuditSeals, BlobAuditSeals>()
            .AddSingleton<ISubmissionStore, TableSubmissionStore>()
            .AddSingleton<IAccessLog, TableAccessLog>()
            .AddSingleton<IInboxStore, TableInboxStore>()
            .AddSingleton<ITimelineStore, TableTimelineStore>()
            .AddSingleton<IAppointmentStore, TableAppointmentStore>()
            .AddSingleton<IAppointmentList, TableAppointmentList>()
            .AddSingleton<IClosureStore, TableClosureStore>()
            .AddSingleton<IWatchList, TableWatchList>()
            .AddSingleton<IAppointmentReferences, TableAppointmentReferences>()
            .AddSingleton<IQuotaChanges, TableQuotaChanges>()
            .AddSingleton<ISessionBook, TableSessionBook>()
            .AddSingleton<IRuleStore, TableRuleStore>()
            .AddSingleton<IWaitingRooms, TableWaitingRooms>()
            .AddSingleton<IRetentionCalendar, TableRetentionCalendar>()
            .AddSingleton<ICertificateStore, TableCertificateStore>();
        return settings.Malware switch
        {
            { Clamd: { } clamd } => services.AddSingleton<IMalwareScanner>(new ClamdScanner(clamd.Host, clamd.Port)),
            { ByAccount: true } => services.AddSingleton<IMalwareScanner, AccountScanner>(),
            _ => services.AddSingleton<IMalwareScanner, EicarScanner>(),
        };
    }

    /// <summary>What the application cannot serve without.</summary>
    private static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services
            .AddHealthChecks()
            .AddCheck<TableHealthCheck>("tables", HealthStatus.Unhealthy, tags: [], HealthPatience)
            .AddCheck<BlobHealthCheck>("blobs", HealthStatus.Unhealthy, tags: [], HealthPatience)
            .AddCheck<ServiceBusHealthCheck>("bus", HealthStatus.Unhealthy, tags: [], HealthPatience)
            .AddCheck<SecretHealthCheck>("secrets", HealthStatus.Unhealthy, tags: [], HealthPatience);
        return services;
    }

    /// <summary>What is asked of the outside world, where an address is configured.</summary>
    private static IServiceCollection AddOutside(this IServiceCollection services, HolidaySettings holidays, MailSettings mail)
    {
        services.ConfigureHttpClientDefaults(client => client
            .ConfigurePrimaryHttpMessageHandler(OutgoingConnections.ToThePublic)
            .AddHttpMessageHandler<ProviderSpans>());
        if (holidays.Feed is { } address)
        {
            services
                .AddHttpClient(HttpHolidayFeed.Client, http => (http.Timeout, http.MaxResponseContentBufferSize) = (HttpHolidayFeed.Patience, HttpHolidayFeed.Largest))
                .ConfigurePrimaryHttpMessageHandler(() => OutgoingConnections.To(new Uri(address.Replace("{language}", "en", StringComparison.Ordinal))));
            services.AddSingleton<IHolidayFeed>(provider => new HttpHolidayFeed(provider.GetRequiredService<IHttpClientFactory>(), address));
        }

        services.AddSingleton(new PortalAddress(mail.Portal));
        if (mail.Endpoint is not { } endpoint)
        {
            return services.AddSingleton<IMailer, SilentMailer>();
        }

        services
            .AddHttpClient(HttpMailer.Client, http => http.Timeout = HttpMailer.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => OutgoingConnections.To(endpoint));
        return services.AddSingleton<IMailer>(provider => new HttpMailer(provider.GetRequiredService<IHttpClientFactory>(), endpoint));
    }

    private static IServiceCollection AddBus(this IServiceCollection services, BusSettings settings)
    {
        services.TryAddSingleton(_ => settings.Namespace is { } name
            ? new ServiceBusClient(name, AppCredential.Of(settings.ClientId))
            : new ServiceBusClient(settings.ConnectionString));
        return services
            .AddSingleton<ServiceBusEventPublisher>()
            .AddSingleton<Events.IEventPublisher>(provider => provider.GetRequiredService<ServiceBusEventPublisher>())
            .AddSingleton<Promises>()
            .AddHostedService(provider => provider.GetRequiredService<Promises>())
            .AddSingleton<ICaseEvents, ServiceBusCaseEvents>()
            .AddSingleton<IAuditTrail, ServiceBusAuditTrail>()
            .AddSingleton<ISettlements, ServiceBusSettlements>()
            .AddSingleton<IClosureOrders, ServiceBusClosureOrders>()
            .AddSingleton<IPassOnOrders, ServiceBusPassOnOrders>();
    }
}
