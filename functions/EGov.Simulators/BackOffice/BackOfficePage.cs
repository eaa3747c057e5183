using System.Text;

namespace EGov.Simulators.BackOffice;

/// <summary>What the departments' systems have done, as a table for the developer.</summary>
internal sealed class BackOfficePage(BackOfficeSettings settings, BackOfficeTallies tallies) : HtmlPage(Locale.All[0], "Back office")
{
    private static readonly string[] s_columns = ["Leased", "Acknowledged", "Asked", "Approved", "Refused", "On the desk", "Faults"];

    protected override string Main()
    {
        var html = new StringBuilder(settings.Enabled
            ? $"<p>Each submission is decided {Encode(settings.DecideAfter.ToString())} after it was acknowledged.</p>"
            : "<p>The back office is switched off; every submission waits for an officer.</p>");
        html.Append("<div class=\"scroll\" role=\"region\" aria-label=\"Counts\" tabindex=\"0\"><table><caption>Since this program started</caption><thead><tr><th scope=\"col\">Department</th>");
        foreach (var column in s_columns)
        {
            html.Append("<th scope=\"col\">").Append(column).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var department in settings.Departments)
        {
            var tally = tallies[department];
            html.Append("<tr><th scope=\"row\">").Append(Encode(department.Name.En)).Append("</th>");
            int[] counts = [tally.Leased, tally.Acknowledged, tally.Asked, tally.Approved, tally.Refused, tally.OnTheDesk, tally.Faults];
            foreach (var count in counts)
            {
                html.Append("<td>").Append(count).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }
}
