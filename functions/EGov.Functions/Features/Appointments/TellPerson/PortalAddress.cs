using EGov.Domain;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Appointments.TellPerson;

/// <summary>Where the portal is, for links in letters.</summary>
/// <param name="origin">Such as <c>https://www.one-stop.hk</c>; null where nobody is written to.</param>
public sealed class PortalAddress(string? origin)
{
    /// <summary>The page on which an appointment is managed. A pass stands in the fragment, which no browser sends anywhere: neither a log nor another site gets to see it.</summary>
    public string OfAppointment(Language language, string? pass)
    {
        var page = $"{origin?.TrimEnd('/')}/{language.ToWire()}/appointments/manage";
        return pass is null ? page : $"{page}#offer={pass}";
    }
}
