namespace EGov.Functions.Features.Notifications;

/// <summary>Sends letters by e-mail.</summary>
public interface IMailer
{
    /// <exception cref="Exception">It was not taken; what is thrown names no address.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellation);
}

/// <summary>A letter to one person. Personal: never logged.</summary>
/// <param name="Id">The same for the same letter, so that a mailer can drop a repetition.</param>
public sealed record Mail(string Id, string To, string Subject, string Text);
