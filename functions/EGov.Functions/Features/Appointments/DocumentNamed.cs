using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The document that a person is known by, as it was sent.</summary>
public sealed record DocumentNamed(string? Type, string? Number)
{
    /// <summary>The number as it is compared.</summary>
    internal static Outcome<string> Read(DocumentNamed? document, ServiceRules service) =>
        document?.Type is { } type && service.Documents.Contains(type)
            ? PersonDocument.Read(type, document.Number)
            : new Refusal("document-invalid", "document.type");
}
