using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.PublishForm;

namespace EGov.Functions.Tests.Features.Forms.PublishForm;

public sealed class PublishFormHandlerTests
{
    private readonly IFormStore _store = Substitute.For<IFormStore>();

    public PublishFormHandlerTests() => _store.AddAsync(default!, default).ReturnsForAnyArgs(true);

    [Fact]
    public async Task A_form_without_defects_is_stored_in_canonical_shape_and_known_at_once()
    {
        var library = TestForms.Library();
        var published = await PublishAsync(TestForms.Document(version: 2), library);

        Assert.Equal(("test-form", 2), (published.Value.Id, published.Value.Version));
        Received.InOrder(async () =>
        {
            await _store.AddAsync(
                Arg.Is<PublishedForm>(form => form.FormId == "test-form" && form.Version == 2 && !form.Retired && form.Json.Equals(published.Value.Json)),
                Arg.Any<CancellationToken>());
            await library.RefreshAsync(Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task A_defective_form_is_refused_with_each_place_and_leaves_no_trace()
    {
        var refused = (await PublishAsync(TestForms.Document(fields: """{"id": "name", "type": "shortText", "label": {"en": "Name", "tc": "", "sc": "x"}}"""))).Refused;

        Assert.Equal("form-defective", refused?.Code);
        var defect = Assert.Single(refused!.Errors!);
        Assert.Equal(("form-defect", "pages[0].fields[0].label.tc"), (defect.Code, defect.Field));
        Assert.Equal("pages[0].fields[0].label.tc", defect.Values!["place"]);
        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused() =>
        Assert.Equal("form-defective", (await PublishAsync("not json"u8.ToArray())).Refused?.Code);

    [Fact]
    public async Task A_form_for_no_department_is_refused_and_leaves_no_trace()
    {
        var refused = (await PublishAsync(TestForms.Document(department: "nasa"))).Refused;

        Assert.Equal("form-defective", refused?.Code);
        Assert.Equal("department", Assert.Single(refused!.Errors!).Field);
        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task A_version_older_than_the_current_one_is_refused()
    {
        var refused = (await PublishAsync(TestForms.Document(version: 1), TestForms.Library(TestForms.Form(version: 2)))).Refused;

        Assert.Equal("version-exists", refused?.Code);
        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task A_published_version_never_changes()
    {
        _store.AddAsync(default!, default).ReturnsForAnyArgs(false);
        var library = TestForms.Library();

        Assert.Equal("version-exists", (await PublishAsync(TestForms.Document(), library)).Refused?.Code);
        await library.DidNotReceiveWithAnyArgs().RefreshAsync(default);
    }

    private Task<EGov.Domain.Outcome<EGov.Domain.Forms.FormDefinition>> PublishAsync(byte[] document, IFormLibrary? library = null) =>
        new PublishFormHandler(_store, library ?? TestForms.Library(), new EGov.Functions.Features.Catalogue.Departments()).HandleAsync(document, TestContext.Current.CancellationToken);
}
