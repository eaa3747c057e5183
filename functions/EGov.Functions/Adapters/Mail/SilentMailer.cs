using EGov.Functions.Features.Notifications;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Adapters.Mail;

/// <summary>Where no mail service is configured: sends nothing, and says so once.</summary>
public sealed partial class SilentMailer(ILogger<SilentMailer> logger) : IMailer
{
    private int _said;

    public Task SendAsync(Features.Notifications.Mail mail, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _said, 1) == 0)
        {
            Silent();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail__Endpoint is not configured: nobody is written to")]
    private partial void Silent();
}
