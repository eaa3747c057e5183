using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class FaultMiddlewareTests
{
    private readonly Notes _notes = new();

    [Fact]
    public async Task What_is_thrown_becomes_a_bare_500_and_the_log_keeps_the_rest()
    {
        var http = HttpCalls.Call();
        var fault = new InvalidOperationException("A123456(3) must never be told");

        await InvokeAsync(http, fault);

        Assert.Equal(500, http.Response.StatusCode);
        Assert.Equal("fault", http.Body().GetProperty("code").GetString());
        Assert.DoesNotContain("A123456", http.Body().GetRawText(), StringComparison.Ordinal);
        Assert.Same(fault, Assert.Single(_notes.Faults));
    }

    public static TheoryData<Exception, int> Outages() => new()
    {
        { new RequestFailedException(503, "busy"), 503 },
        { new RequestFailedException(0, "no answer"), 503 },
        { new RequestFailedException(400, "our mistake"), 500 },
        { new AggregateException(new RequestFailedException(0, "no answer"), new TaskCanceledException("slow", new TimeoutException())), 503 },
        { new AggregateException(new RequestFailedException(0, "no answer"), new InvalidOperationException()), 500 },
        { new HttpRequestException("nobody there"), 503 },
        { new HttpRequestException("down", null, HttpStatusCode.BadGateway), 503 },
        { new HttpRequestException("our mistake", null, HttpStatusCode.UnprocessableEntity), 500 },
        { new SocketException((int)SocketError.ConnectionRefused), 503 },
        { new IOException("slow", new OperationCanceledException()), 503 },
        { new IOException("a file of ours"), 500 },
        { new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy), 503 },
        { new ServiceBusException("no such queue", ServiceBusFailureReason.MessagingEntityNotFound), 500 },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Storage_the_bus_or_a_provider_being_away_is_a_503_that_says_when_to_try_again(Exception thrown, int status)
    {
        var http = HttpCalls.Call();

        await InvokeAsync(http, thrown);

        Assert.Equal((status, status == 503 ? "5" : ""), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
        Assert.Single(_notes.Faults);
    }

    [Theory]
    [InlineData(StatusCodes.Status413PayloadTooLarge, 413, "body-too-large")]
    [InlineData(StatusCodes.Status400BadRequest, 400, "request-malformed")]
    [InlineData(StatusCodes.Status408RequestTimeout, 400, "request-malformed")]
    public async Task What_the_caller_broke_is_the_callers_4xx(int thrown, int status, string code)
    {
        var http = HttpCalls.Call();

        await InvokeAsync(http, new BadHttpRequestException("broken", thrown));

        Assert.Equal((status, code), (http.Response.StatusCode, http.Body().GetProperty("code").GetString()));
        Assert.Empty(_notes.Faults);
    }

    [Fact]
    public async Task A_caller_who_hung_up_is_no_fault()
    {
        var http = HttpCalls.Call();
        http.RequestAborted = new CancellationToken(canceled: true);

        await InvokeAsync(http, new OperationCanceledException());

        Assert.Equal(499, http.Response.StatusCode);
        Assert.Empty(_notes.Faults);
    }

    public static TheoryData<Exception> Thrown() => [
        new InvalidOperationException(), new BadHttpRequestException("broken"), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task An_answer_that_has_begun_is_left_as_it_is(Exception thrown)
    {
        var http = HttpCalls.Call();
        http.RequestAborted = new CancellationToken(canceled: true);
        http.Features.Set<IHttpResponseFeature>(new Begun());

        await InvokeAsync(http, thrown);

        Assert.Equal((200, 0L), (http.Response.StatusCode, http.Response.Body.Length));
    }

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_cause_is_a_fault()
    {
        var http = HttpCalls.Call();

        await InvokeAsync(http, new OperationCanceledException());

        Assert.Equal(500, http.Response.StatusCode);
        Assert.Single(_notes.Faults);
    }

    [Fact]
    public async Task A_queue_or_timer_function_throws_on_so_that_its_trigger_tries_again() =>
        await Assert.ThrowsAsync<IOException>(() => InvokeAsync(null, new IOException("away")));

    [Fact]
    public async Task What_goes_well_is_left_alone()
    {
        var http = HttpCalls.Call();

        await InvokeAsync(http, null);

        Assert.Equal((200, 0L), (http.Response.StatusCode, http.Response.Body.Length));
    }

    private Task InvokeAsync(HttpContext? http, Exception? fault) => new FaultMiddleware(_notes).Invoke(
        new TestInvocation("SubmitForm", http), _ => fault is null ? Task.CompletedTask : Task.FromException(fault));

    private sealed class Begun : IHttpResponseFeature
    {
        public bool HasStarted => true;

        public int StatusCode
        {
            get => 200;
            set => throw new InvalidOperationException($"The answer has begun, {value} comes too late");
        }

        public string? ReasonPhrase { get; set; }

        public IHeaderDictionary Headers { get; set; } = new HeaderDictionary { IsReadOnly = true };

        public Stream Body { get; set; } = new MemoryStream();

        public void OnCompleted(Func<object, Task> callback, object state)
        {
        }

        public void OnStarting(Func<object, Task> callback, object state) => throw new InvalidOperationException("The answer has begun");
    }

    private sealed class Notes : ILogger<FaultMiddleware>
    {
        public List<Exception> Faults { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                Faults.Add(exception);
            }
        }
    }
}
