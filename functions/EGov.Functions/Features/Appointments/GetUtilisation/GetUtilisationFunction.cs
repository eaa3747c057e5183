using System.Globalization;
using System.Text;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetUtilisation;

/// <summary>How full a department's offices were or will be, day by day; as a table for spreadsheets to whoever prefers <c>text/csv</c>.</summary>
public sealed class GetUtilisationFunction(IRuleLibrary library, Utilisation utilisation)
{
    [Function("GetUtilisation")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/utilisation")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        var read = UtilisationQuery.Read(request, rules, department);
        if (read.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var query = read.Value;
        var lines = await utilisation.OfAsync(rules, query, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.Vary = "Accept";
        return request.Prefers("text/csv", over: "application/json")
            ? Results.Bytes(Encoding.UTF8.GetBytes(Csv(lines, rules, request.Language())), "text/csv; charset=utf-8", $"utilisation-{query.From:yyyy-MM-dd}-{query.To:yyyy-MM-dd}.csv")
            : Answers.Ok(new UtilisationView(query.From, query.To, lines, UtilisationFigures.Total(lines)));
    }

    private static string Csv(IReadOnlyList<UtilisationLine> lines, RuleBook rules, Language language)
    {
        var csv = new CsvFile("date", "office", "officeName", "seats", "released", "closed", "booked", "expected", "arrived", "missed", "otherChannels", "walkIns", "utilisation", "noShows");
        foreach (var line in lines)
        {
            csv.Add([line.Date.ToString("O", CultureInfo.InvariantCulture), line.Office, rules.Office(line.Office)!.Name.In(language), .. Cells(line)]);
        }

        csv.Add(["total", "", "", .. Cells(UtilisationFigures.Total(lines))]);
        return csv.ToString();
    }

    private static string[] Cells(UtilisationFigures figures) =>
    [
        .. new decimal?[]
        {
            figures.Seats, figures.Released, figures.Closed, figures.Booked, figures.Expected, figures.Arrived, figures.Missed, figures.OtherChannels, figures.WalkIns,
            figures.UtilisationPercent, figures.NoShowPercent,
        }.Select(number => number?.ToString(CultureInfo.InvariantCulture) ?? ""),
    ];
}

internal sealed record UtilisationView(DateOnly From, DateOnly To, IReadOnlyList<UtilisationLine> Days, UtilisationFigures Total);
