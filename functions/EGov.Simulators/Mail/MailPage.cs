using System.Globalization;
using System.Text;

namespace EGov.Simulators.Mail;

/// <summary>The caught messages, newest first.</summary>
internal sealed class MailPage(MailCatcher catcher) : HtmlPage(Locale.All[0], "Caught mail")
{
    protected override string Main()
    {
        var html = new StringBuilder();
        foreach (var (at, message) in catcher.Messages)
        {
            html.Append("<article><h2>").Append(Encode(message.Subject!)).Append("</h2><p>To ").Append(Encode(message.To!)).Append(", ")
                .Append(at.ToString("u", CultureInfo.InvariantCulture)).Append("</p><pre>").Append(Encode(message.Text!)).Append("</pre></article>\n");
        }

        return html.Length == 0 ? "<p>Nothing was sent yet.</p>" : html.ToString();
    }
}
