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
using EGov.Functions.Features.Catalogue;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Notifications;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Limits;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EGov.Functions.Hosting;

/// <summary>Puts the application together.</summary>
public static class Composition
{
    public static IServiceCollection AddEGov(this IServiceCollection services, IConfiguration configuration) => services
        .AddCore(configuration)
        .AddStorage(configuration)
        .AddBus(configuration)
        .AddOutside(configuration)
        .AddEGovIdentity(configuration)
        .AddCatalogueFeature()
        .AddFormsFeature()
        .AddSubmissionsFeature()
        .AddAppointmentsFeature();

    private static IServiceCollection AddCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CallLimits>().AddSingleton<RightOfWay>().AddSingleton<MessageBatches>();
        services.AddSingleton<DataKeys>().AddSingleton<IReceiptSeal, EcdsaReceiptSeal>();
        services.Configure<System.Text.Json.JsonSerializerOptions>(Json.Configure);
        return configuration["KeyVault:Uri"] is { Length: > 0 } vault
            ? services.AddSingleton<ISecretVault>(new KeyVaultSecretVault(new SecretClient(new Uri(vault), StorageClients.Credential(configuration))))
            : services.AddSingleton<ISecretVault>(new FolderSecretVault(configuration["Secrets:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "secrets")));
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<StorageClients>();
        if (configuration["AzureWebJobsStorage"] is { Length: > 0 })
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
            .AddSingleton<IWaitingRooms, TableWaitingRooms>();
        return configuration["Malware:Clamd"] is { Length: > 0 } clamd
            ? services.AddSingleton<IMalwareScanner>(new ClamdScanner(clamd.Split(':')[0], int.Parse(clamd.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)))
            : services.AddSingleton<IMalwareScanner, EicarScanner>();
    }

    /// <summary>What is asked of the outside world, where an address is configured.</summary>
    private static IServiceCollection AddOutside(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Holidays:Feed"] is { Length: > 0 } address)
        {
            services
                .AddHttpClient(HttpHolidayFeed.Client, http => (http.Timeout, http.MaxResponseContentBufferSize) = (HttpHolidayFeed.Patience, HttpHolidayFeed.Largest))
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
            services.AddSingleton<IHolidayFeed>(provider => new HttpHolidayFeed(provider.GetRequiredService<IHttpClientFactory>(), address));
        }

        services.AddSingleton(new PortalAddress(configuration["Portal:Origin"]));
        if (configuration["Mail:Endpoint"] is not { Length: > 0 } mail)
        {
            return services.AddSingleton<IMailer, SilentMailer>();
        }

        if (configuration["Portal:Origin"] is not { Length: > 0 })
        {
            throw new InvalidOperationException("Portal__Origin is not configured: letters need it for their links");
        }

        services
            .AddHttpClient(HttpMailer.Client, http => http.Timeout = HttpMailer.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        return services.AddSingleton<IMailer>(provider => new HttpMailer(provider.GetRequiredService<IHttpClientFactory>(), new Uri(mail)));
    }

    private static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => configuration["ServiceBus:fullyQualifiedNamespace"] is { Length: > 0 } name
            ? new ServiceBusClient(name, StorageClients.Credential(configuration))
            : new ServiceBusClient(configuration["ServiceBus"] ?? "Endpoint=sb://local/"));
        return services
            .AddSingleton<ServiceBusEventPublisher>()
            .AddSingleton<Events.IEventPublisher>(provider => provider.GetRequiredService<ServiceBusEventPublisher>())
            .AddSingleton<Promises>()
            .AddHostedService(provider => provider.GetRequiredService<Promises>())
            .AddSingleton<ICaseEvents, ServiceBusCaseEvents>()
            .AddSingleton<ISettlements, ServiceBusSettlements>()
            .AddSingleton<IClosureOrders, ServiceBusClosureOrders>()
            .AddSingleton<IPassOnOrders, ServiceBusPassOnOrders>();
    }
}
