using EGov.Domain;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

internal static class AppointmentAnswers
{
    /// <summary>An appointment is personal: no cache keeps it, and its ETag is what a change must name.</summary>
    public static IResult Appointment(this HttpRequest request, Outcome<AppointmentView> outcome) => request.Answer(outcome, view =>
    {
        request.HttpContext.Response.Headers.ETag = view.ETag;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(view);
    });
}
