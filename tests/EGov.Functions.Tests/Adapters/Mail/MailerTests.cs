using System.Net;
using System.Text.Json.Nodes;
using EGov.Functions.Adapters.Mail;
using Microsoft.Extensions.Logging;
using Letter = EGov.Functions.Features.Notifications.Mail;

namespace EGov.Functions.Tests.Adapters.Mail;

public sealed class MailerTests
{
    private static readonly Letter _letter = new("id-1", "chan@example.test", "主題", "內容");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_is_handed_over_with_its_id()
    {
        var service = new Service(HttpStatusCode.Accepted);

        await Mailer(service).SendAsync(_letter, Cancellation);

        Assert.Equal("http://127.0.0.1/mail", service.Address?.AbsoluteUri);
        var body = JsonNode.Parse(service.Body!)!;
        Assert.Equal(("id-1", "chan@example.test", "主題", "內容"), ((string?)body["id"], (string?)body["to"], (string?)body["subject"], (string?)body["text"]));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Found)]
    public async Task What_was_not_taken_is_thrown_without_an_address_in_it(HttpStatusCode status)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Mailer(new Service(status)).SendAsync(_letter, Cancellation));

        Assert.DoesNotContain("chan", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_service_is_configured_it_is_said_once_and_names_nobody()
    {
        var logger = Substitute.For<ILogger<SilentMailer>>();
        logger.IsEnabled(Arg.Any<LogLevel>()).Returns(true);
        var mailer = new SilentMailer(logger);

        await mailer.SendAsync(_letter, Cancellation);
        await mailer.SendAsync(_letter, Cancellation);

        var said = Assert.Single(logger.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(ILogger.Log));
        Assert.Contains("Mail__Endpoint", $"{said.GetArguments()[2]}", StringComparison.Ordinal);
    }

    private static HttpMailer Mailer(Service service)
    {
        var clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(HttpMailer.Client).Returns(_ => new HttpClient(service, disposeHandler: false));
        return new HttpMailer(clients, new Uri("http://127.0.0.1/mail"));
    }

    private sealed class Service(HttpStatusCode status) : HttpMessageHandler
    {
        public Uri? Address { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Address, Body) = (request.RequestUri, await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status);
        }
    }
}
