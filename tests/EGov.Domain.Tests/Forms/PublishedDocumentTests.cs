using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

/// <summary>The forms that the service comes with are held to the law like any other, at build.</summary>
public sealed class PublishedDocumentTests
{
    private static readonly string[] _documents = Repository.Json("functions", "EGov.Functions", "Features", "Forms", "Documents");

    [Fact]
    public void The_service_comes_with_at_least_eight_forms() => Assert.True(_documents.Length >= 8, $"{_documents.Length} documents");

    [Fact]
    public void No_form_that_the_service_comes_with_has_a_defect() => Assert.Empty(
        _documents.SelectMany(path => FormDocument.Read(File.ReadAllBytes(path)).Defects.Select(defect => $"{Path.GetFileName(path)}: {defect.Place} {defect.Code}")));
}
