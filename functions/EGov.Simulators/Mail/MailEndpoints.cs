namespace EGov.Simulators.Mail;

internal static class MailEndpoints
{
    public static void MapMail(this WebApplication app)
    {
        app.MapGet("/mail", (MailCatcher catcher) => new MailPage(catcher));
        app.MapPost("/mail", (MailCatcher.Message message, MailCatcher catcher) =>
        {
            if (message is not { To.Length: > 0, Subject.Length: > 0, Text: not null })
            {
                return Results.Problem("A message has to, subject and text.", statusCode: 400, title: "Incomplete message");
            }

            catcher.Catch(message);
            return Results.Accepted();
        });
    }
}
