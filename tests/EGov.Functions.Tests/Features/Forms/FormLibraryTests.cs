using EGov.Functions.Features.Forms;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms;

public sealed class FormLibraryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly IFormStore _store = Substitute.For<IFormStore>();
    private readonly FormLibrary _library;

    public FormLibraryTests()
    {
        _library = new FormLibrary(_store, _time, NullLogger<FormLibrary>.Instance);
        Stored();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task The_newest_version_that_is_not_retired_is_the_current_one()
    {
        Stored(Published("test-form", 1), Published("test-form", 2), Published("test-form", 3, retired: true), Published("other-form", 1));

        await _library.RefreshAsync(Cancellation);

        Assert.Equal(2, _library.Find("test-form")?.Version);
        Assert.Equal(["other-form", "test-form"], _library.Current.Select(form => form.Id).Order());
        Assert.True(_library.IsRetired((await _library.FindAsync("test-form", 3, Cancellation))!));
        Assert.False(_library.IsRetired(_library.Find("test-form")!));
    }

    [Fact]
    public async Task A_form_of_which_every_version_is_retired_is_not_current_and_stays_readable()
    {
        Stored(Published("test-form", 1, retired: true));

        await _library.RefreshAsync(Cancellation);

        Assert.Null(_library.Find("test-form"));
        Assert.Empty(_library.Current);
        Assert.NotNull(await _library.FindAsync("test-form", 1, Cancellation));
    }

    [Fact]
    public async Task A_known_version_costs_no_look_into_the_store()
    {
        Stored(Published("test-form", 1));
        await _library.RefreshAsync(Cancellation);
        _store.ClearReceivedCalls();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.NotNull(await _library.FindAsync("test-form", 1, Cancellation));

        await _store.DidNotReceiveWithAnyArgs().ReadAllAsync(default);
    }

    [Fact]
    public async Task A_version_that_another_instance_published_is_found_by_one_look()
    {
        await _library.RefreshAsync(Cancellation);
        Stored(Published("test-form", 1));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotNull(await _library.FindAsync("test-form", 1, Cancellation));
    }

    [Fact]
    public async Task Invented_versions_cost_one_look_in_two_seconds()
    {
        await _library.RefreshAsync(Cancellation);
        _store.ClearReceivedCalls();
        for (var tenth = 0; tenth < 100; tenth++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Null(await _library.FindAsync("test-form", 100 + tenth, Cancellation));
        }

        Assert.InRange(_store.ReceivedCalls().Count(), 4, 5);
    }

    [Fact]
    public async Task Invented_versions_asked_for_at_once_cost_one_look_together()
    {
        await _library.RefreshAsync(Cancellation);
        _store.ClearReceivedCalls();
        _time.Advance(TimeSpan.FromSeconds(3));
        var slow = new TaskCompletionSource<IReadOnlyList<PublishedForm>>();
        _store.ReadAllAsync(Arg.Any<CancellationToken>()).Returns(slow.Task);
        _store.ClearReceivedCalls();

        var asked = Enumerable.Range(1, 20).Select(version => _library.FindAsync("test-form", version, Cancellation).AsTask()).ToList();
        slow.SetResult([Published("test-form", 7)]);
        var found = await Task.WhenAll(asked);

        Assert.Equal(7, Assert.Single(found, form => form is not null)?.Version);
        Assert.Single(_store.ReceivedCalls());
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_left_out_and_harms_no_other()
    {
        Stored(new PublishedForm("broken", 1, "{}"u8.ToArray(), Retired: false), Published("test-form", 1));

        await _library.RefreshAsync(Cancellation);

        Assert.Null(_library.Find("broken"));
        Assert.NotNull(_library.Find("test-form"));
    }

    [Fact]
    public async Task A_store_that_fails_leaves_the_forms_known_and_the_next_look_possible()
    {
        Stored(Published("test-form", 1));
        await _library.RefreshAsync(Cancellation);
        _store.ReadAllAsync(Arg.Any<CancellationToken>()).Returns<IReadOnlyList<PublishedForm>>(_ => throw new IOException("away"));

        await Assert.ThrowsAsync<IOException>(() => _library.RefreshAsync(Cancellation));
        Assert.NotNull(_library.Find("test-form"));

        Stored(Published("test-form", 2));
        await _library.RefreshAsync(Cancellation);
        Assert.Equal(2, _library.Find("test-form")?.Version);
    }

    private static PublishedForm Published(string id, int version, bool retired = false) =>
        new(id, version, TestForms.Document(id, version), retired);

    private void Stored(params PublishedForm[] forms) => _store.ReadAllAsync(Arg.Any<CancellationToken>()).Returns(forms);
}
