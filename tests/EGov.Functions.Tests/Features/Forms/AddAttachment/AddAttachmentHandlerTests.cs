using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.AddAttachment;
using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms.AddAttachment;

public sealed class AddAttachmentHandlerTests : IDisposable
{
    private const string DraftId = "test-form.abcdefgh12345678";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
    private readonly InMemory _world = new();
    private readonly DataKeys _keys = new(new TestSecrets(), TimeProvider.System);

    public AddAttachmentHandlerTests() => _world.Drafts.Add(Samples.Draft(DraftId, "person-a", _time.GetUtcNow()));

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_file_is_noted_before_its_address_is_given_out()
    {
        var upload = (await AddAsync()).Value;

        var attachment = Assert.Single(_world.Attachments).Value;
        Assert.Equal(
            (upload.AttachmentId, "photo", "photo.jpg", 1000L, AttachmentStatus.AwaitingUpload, "person-a"),
            (attachment.AttachmentId, attachment.Field, attachment.FileName, attachment.Size, attachment.Status, attachment.Person));
        Assert.EndsWith(upload.AttachmentId, upload.UploadUrl.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow().AddMinutes(15), upload.UploadExpiresAt);
    }

    /// <summary>News of a file can so never come before its row.</summary>
    [Fact]
    public async Task When_a_file_could_not_be_noted_no_address_was_given_out_for_it()
    {
        _world.Deaths.Restart(0);

        await Assert.ThrowsAsync<IOException>(() => AddAsync());

        Assert.Empty(_world.Addressed);
    }

    [Theory]
    [InlineData("file-name-invalid", "photo", "../photo.jpg", 1000)]
    [InlineData("file-too-large", "photo", "photo.jpg", 0)]
    [InlineData("file-too-large", "photo", "photo.jpg", -1)]
    [InlineData("file-too-large", "photo", "photo.jpg", Attachment.LargestFile + 1)]
    [InlineData("field-takes-no-file", "name", "photo.jpg", 1000)]
    [InlineData("field-takes-no-file", "nowhere", "photo.jpg", 1000)]
    [InlineData("field-takes-no-file", null, "photo.jpg", 1000)]
    public async Task What_cannot_be_attached_is_refused_and_leaves_no_trace(string code, string? field, string fileName, long size)
    {
        Assert.Equal(code, (await AddAsync(field, fileName, size)).Refused?.Code);
        Assert.Empty(_world.Attachments);
    }

    [Fact]
    public async Task A_file_of_the_largest_size_may_be_announced() =>
        Assert.Null((await AddAsync(size: Attachment.LargestFile)).Refused);

    [Fact]
    public async Task All_files_together_stay_within_50_megabytes_refused_ones_not_counted()
    {
        for (var file = 0; file < 5; file++)
        {
            Assert.Null((await AddAsync(size: Attachment.LargestFile)).Refused);
        }

        Assert.Equal("files-too-large", (await AddAsync(size: 1)).Refused?.Code);

        var first = _world.Attachments.Values.First();
        _world.Attachments[first.AttachmentId] = first with { Status = AttachmentStatus.Refused };
        Assert.Null((await AddAsync(size: 1)).Refused);
    }

    [Fact]
    public async Task Another_persons_draft_is_not_there() =>
        Assert.Equal("not-found", (await AddAsync(person: "person-b")).Refused?.Code);

    private Task<EGov.Domain.Outcome<Upload>> AddAsync(
        string? field = "photo", string fileName = "photo.jpg", long size = 1000, string person = "person-a") =>
        new AddAttachmentHandler(
            new OwnDrafts(_world),
            TestForms.Library(TestForms.Form(fields: $"{TestForms.Name}, {TestForms.Photo}")),
            _world,
            new UploadAddresses(_world, _time),
            _keys).HandleAsync(person, DraftId, new AddAttachmentCommand(field, fileName, size), TestContext.Current.CancellationToken);
}
