using System.Collections.Frozen;
using EGov.Domain.Forms;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Forms;

/// <summary>A picture of all published forms, replaced whole whenever the store is read again.</summary>
public sealed partial class FormLibrary(IFormStore store, TimeProvider time, ILogger<FormLibrary> logger)
    : IFormLibrary, IDisposable
{
    /// <summary>How often an unknown version may send us to the store: a flood of invented versions costs one read in this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile Picture _picture = Picture.Empty;

    public IReadOnlyCollection<FormDefinition> Current => _picture.Current.Values;

    public FormDefinition? Find(string formId) => _picture.Current.GetValueOrDefault(formId);

    public async ValueTask<FormDefinition?> FindAsync(string formId, int version, CancellationToken cancellation)
    {
        if (_picture.Versions.TryGetValue((formId, version), out var known))
        {
            return known;
        }

        if (IsOld(_picture))
        {
            await RefreshAsync(IsOld, cancellation);
        }

        return _picture.Versions.GetValueOrDefault((formId, version));
    }

    public bool IsRetired(FormDefinition form) => _picture.Retired.Contains((form.Id, form.Version));

    public Task RefreshAsync(CancellationToken cancellation) => RefreshAsync(_ => true, cancellation);

    public void Dispose() => _refreshing.Dispose();

    private bool IsOld(Picture picture) => time.GetUtcNow() - picture.ReadAt > Patience;

    /// <param name="wanted">Asked again when it is our turn: those who waited together are served by the first one's look.</param>
    private async Task RefreshAsync(Predicate<Picture> wanted, CancellationToken cancellation)
    {
        await _refreshing.WaitAsync(cancellation);
        try
        {
            var before = _picture;
            if (!wanted(before))
            {
                return;
            }

            var readAt = time.GetUtcNow();
            var published = await store.ReadAllAsync(cancellation);
            var versions = published
                .Select(form => before.Versions.GetValueOrDefault((form.FormId, form.Version)) ?? Read(form))
                .OfType<FormDefinition>()
                .ToFrozenDictionary(form => (form.Id, form.Version));
            var retired = published.Where(form => form.Retired).Select(form => (form.FormId, form.Version)).ToFrozenSet();
            var current = versions.Values
                .Where(form => !retired.Contains((form.Id, form.Version)))
                .GroupBy(form => form.Id)
                .ToFrozenDictionary(forms => forms.Key, forms => forms.MaxBy(form => form.Version)!);
            _picture = new Picture(versions, current, retired, readAt);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private FormDefinition? Read(PublishedForm published)
    {
        var reading = FormDocument.Read(published.Json);
        if (reading.Definition is null)
        {
            Unreadable(published.FormId, published.Version, reading.Defects.Count);
        }

        return reading.Definition;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Published form {FormId} version {Version} has {Defects} defects and is left out")]
    private partial void Unreadable(string formId, int version, int defects);

    private sealed record Picture(
        FrozenDictionary<(string FormId, int Version), FormDefinition> Versions,
        FrozenDictionary<string, FormDefinition> Current,
        FrozenSet<(string FormId, int Version)> Retired,
        DateTimeOffset ReadAt)
    {
        public static readonly Picture Empty = new(
            FrozenDictionary<(string, int), FormDefinition>.Empty,
            FrozenDictionary<string, FormDefinition>.Empty,
            [],
            DateTimeOffset.MinValue);
    }
}
