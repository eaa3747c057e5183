using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Conventions.Fixtures;

/// <summary>Every way of not saying rightly how it is audited.</summary>
internal sealed class Unaudited
{
    [Function("Silent")]
    public static void Silent([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;

    [Function("Torn")]
    [NothingPersonal]
    [AuditsItself]
    public static void Torn([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;

    [Function("Unseen")]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public static void Unseen([ServiceBusTrigger("somewhere")] string message) => _ = message;

    [Function("Elsewhere")]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public static void Elsewhere([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drafts/{draftId}")] HttpRequest request) => _ = request;

    [Function("Unheard")]
    [AuditedByEvent("draft-expiring")]
    public static void Unheard([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = timer;

    [Function("Eventless")]
    [AuditedByEvent]
    public static void Eventless([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = timer;
}

/// <summary>Says that it records, and cannot.</summary>
internal sealed class Mute(Mute.Handler handler)
{
    [Function("Mute")]
    [AuditsItself]
    public void RunAsync([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = (timer, handler);

    internal sealed class Handler(TimeProvider time)
    {
        public TimeProvider Time => time;
    }
}

/// <summary>Says that nothing personal is there, and can open drafts.</summary>
internal sealed class Curious(Curious.Handler handler)
{
    [Function("Curious")]
    [NothingPersonal]
    public void RunAsync([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = (timer, handler);

    internal sealed class Handler(IDraftStore drafts)
    {
        public IDraftStore Drafts => drafts;
    }
}
