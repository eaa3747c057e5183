using System.Runtime.CompilerServices;
using EGov.Functions.Events;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Features.Forms;

/// <summary>The ports of the feature with their whole promise, in memory, where a process can die between any two effects.</summary>
internal sealed class InMemory : IDraftStore, IDraftCalendar, IAttachmentStore, IQuarantine, IFileVault, IEventPublisher
{
    private int _version;

    public Deaths Deaths { get; } = new();

    public List<Draft> Drafts { get; } = [];

    public HashSet<DraftDue> Calendar { get; } = [];

    public Dictionary<string, Attachment> Attachments { get; } = [];

    /// <summary>What is in the quarantine, by attachment, and which version of it.</summary>
    public Dictionary<string, (byte[] Content, string Version)> Quarantined { get; } = [];

    /// <summary>The files for which an address was given out.</summary>
    public List<string> Addressed { get; } = [];

    public Dictionary<string, byte[]> Vault { get; } = [];

    /// <summary>Event ids by topic, each once: the bus drops repetitions.</summary>
    public HashSet<(string Topic, string Id)> Published { get; } = [];

    public List<DraftExpiring> Told { get; } = [];

    public DraftRemoval Removal => new(this, this, this, this);

    Task<Draft?> IDraftStore.FindAsync(string person, string formId, CancellationToken cancellation) =>
        Task.FromResult(Drafts.Find(draft => draft.Person == person && draft.FormId == formId));

    Task<IReadOnlyList<Draft>> IDraftStore.ListAsync(string person, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Draft>>([.. Drafts.Where(draft => draft.Person == person)]);

    Task<Draft?> IDraftStore.AddAsync(Draft draft, CancellationToken cancellation)
    {
        Draft? added = null;
        Deaths.Step(() =>
        {
            if (!Drafts.Exists(other => other.Person == draft.Person && other.FormId == draft.FormId))
            {
                Drafts.Add(added = draft with { Version = NextVersion() });
            }
        });
        return Task.FromResult(added);
    }

    Task<Draft?> IDraftStore.ReplaceAsync(Draft draft, CancellationToken cancellation)
    {
        Draft? replaced = null;
        Deaths.Step(() =>
        {
            var place = Drafts.FindIndex(other => other.DraftId == draft.DraftId && other.Version == draft.Version);
            if (place >= 0)
            {
                Drafts[place] = replaced = draft with { Version = NextVersion() };
            }
        });
        return Task.FromResult(replaced);
    }

    Task IDraftStore.DeleteAsync(Draft draft, CancellationToken cancellation)
    {
        Deaths.Step(() => Drafts.RemoveAll(other => other.DraftId == draft.DraftId));
        return Task.CompletedTask;
    }

    Task IDraftCalendar.PutAsync(DraftDue due, CancellationToken cancellation)
    {
        Deaths.Step(() => Calendar.Add(due));
        return Task.CompletedTask;
    }

    async IAsyncEnumerable<DraftDue> IDraftCalendar.DueAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var due in Calendar.Where(due => due.Day <= day).ToList())
        {
            await Task.CompletedTask;
            yield return due;
        }
    }

    Task IDraftCalendar.RemoveAsync(DraftDue due, CancellationToken cancellation)
    {
        Deaths.Step(() => Calendar.Remove(due));
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<Attachment>> IAttachmentStore.ListAsync(string draftId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Attachment>>([.. Attachments.Values.Where(attachment => attachment.DraftId == draftId)]);

    Task<Attachment?> IAttachmentStore.FindAsync(string draftId, string attachmentId, CancellationToken cancellation) =>
        Task.FromResult(Attachments.GetValueOrDefault(attachmentId) is { } found && found.DraftId == draftId ? found : null);

    Task IAttachmentStore.AddAsync(Attachment attachment, CancellationToken cancellation)
    {
        Deaths.Step(() => Attachments.Add(attachment.AttachmentId, attachment with { Version = NextVersion() }));
        return Task.CompletedTask;
    }

    Task<bool> IAttachmentStore.ReplaceAsync(Attachment attachment, CancellationToken cancellation)
    {
        var replaced = false;
        Deaths.Step(() =>
        {
            replaced = Attachments.TryGetValue(attachment.AttachmentId, out var there) && there.Version == attachment.Version;
            if (replaced)
            {
                Attachments[attachment.AttachmentId] = attachment with { Version = NextVersion() };
            }
        });
        return Task.FromResult(replaced);
    }

    Task<bool> IAttachmentStore.TakeAsync(IReadOnlyList<Attachment> attachments, CancellationToken cancellation)
    {
        var taken = attachments.All(attachment =>
            Attachments.TryGetValue(attachment.AttachmentId, out var there) && there.Version == attachment.Version);
        Deaths.Step(() =>
        {
            foreach (var attachment in taken ? attachments : [])
            {
                Attachments[attachment.AttachmentId] = attachment with { Status = AttachmentStatus.Taken, Version = NextVersion() };
            }
        });
        return Task.FromResult(taken);
    }

    Task<bool> IAttachmentStore.DeleteAsync(Attachment attachment, CancellationToken cancellation)
    {
        var gone = !Attachments.TryGetValue(attachment.AttachmentId, out var there) || there.Version == attachment.Version;
        Deaths.Step(() => gone = gone && (Attachments.Remove(attachment.AttachmentId) || true));
        return Task.FromResult(gone);
    }

    Task<Uri> IQuarantine.UploadAddressAsync(string draftId, string attachmentId, DateTimeOffset expires, CancellationToken cancellation)
    {
        Addressed.Add(attachmentId);
        return Task.FromResult(new Uri($"https://quarantine.example/{draftId}/{attachmentId}"));
    }

    QuarantinedFile? IQuarantine.Recognise(string address) =>
        address.Split('/') is ["https:", "", "quarantine.example", var draftId, var attachmentId] ? new QuarantinedFile(draftId, attachmentId) : null;

    Task<ReadOnlyMemory<byte>?> IQuarantine.ReadAsync(QuarantinedFile file, string version, long most, CancellationToken cancellation) =>
        Task.FromResult(Quarantined.TryGetValue(file.AttachmentId, out var there) && there.Version == version
            ? (ReadOnlyMemory<byte>?)there.Content.AsMemory(0, (int)Math.Min(there.Content.Length, most))
            : null);

    Task IQuarantine.DeleteAsync(string draftId, string attachmentId, CancellationToken cancellation)
    {
        Deaths.Step(() => Quarantined.Remove(attachmentId));
        return Task.CompletedTask;
    }

    Task IFileVault.PutAsync(string name, ReadOnlyMemory<byte> @sealed, CancellationToken cancellation)
    {
        Deaths.Step(() => Vault[name] = @sealed.ToArray());
        return Task.CompletedTask;
    }

    Task<ReadOnlyMemory<byte>?> IFileVault.FindAsync(string name, CancellationToken cancellation) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(Vault.TryGetValue(name, out var found) ? found : null);

    Task IFileVault.DeleteAsync(string name, CancellationToken cancellation)
    {
        Deaths.Step(() => Vault.Remove(name));
        return Task.CompletedTask;
    }

    Task IEventPublisher.PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation)
    {
        Deaths.Step(() =>
        {
            if (Published.Add((topic, @event.Id)) && @event.Data is DraftExpiring expiring)
            {
                Told.Add(expiring);
            }
        });
        return Task.CompletedTask;
    }

    async Task IEventPublisher.PublishAllAsync<T>(string topic, IReadOnlyCollection<CloudEvent<T>> events, CancellationToken cancellation)
    {
        foreach (var @event in events)
        {
            await ((IEventPublisher)this).PublishAsync(topic, @event, cancellation);
        }
    }

    private string NextVersion() => $"\"{++_version}\"";
}
