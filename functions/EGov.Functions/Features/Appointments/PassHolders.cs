using EGov.Functions.Features.Audit;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>Whoever holds a pass acts for the document that it was given for.</summary>
public sealed class PassHolders(Passes passes) : IHolders
{
    public string? Find(HttpRequest request) => passes.Bearer(request)?.Person;
}
