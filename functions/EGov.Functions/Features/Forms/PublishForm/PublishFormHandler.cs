using EGov.Domain;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms.PublishForm;

/// <summary>Publishes a document without defects, once: a published version never changes.</summary>
public sealed class PublishFormHandler(IFormStore store, IFormLibrary library, Catalogue.Departments departments)
{
    public async Task<Outcome<FormDefinition>> HandleAsync(ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        var reading = FormDocument.Read(document);
        if (reading.Definition is not { } form)
        {
            return new Refusal("form-defective", Errors: [.. reading.Defects.Select(Defect)]);
        }

        if (departments.Find(form.Department) is null)
        {
            return new Refusal("form-defective", Errors: [Defect(new FormDefect("department", "unknown-department"))]);
        }

        if (library.Find(form.Id) is { } current && form.Version < current.Version)
        {
            return new Refusal("version-exists", "version");
        }

        if (!await store.AddAsync(new PublishedForm(form.Id, form.Version, form.Json, Retired: false), cancellation))
        {
            return new Refusal("version-exists", "version");
        }

        await library.RefreshAsync(cancellation);
        return form;
    }

    private static Refusal Defect(FormDefect defect) =>
        new("form-defect", defect.Place, new Dictionary<string, string> { ["place"] = defect.Place, ["defect"] = defect.Code });
}
