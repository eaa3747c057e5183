using System.Collections.Concurrent;
using System.Net;
using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>What people ask of availability, in an order that is the same in every run: any service, any offered day.</summary>
internal sealed class AvailabilityQuestions
{
    private const int Seed = 11;

    private readonly HttpClient _http;
    private readonly Uri[] _questions;
    private readonly ConcurrentDictionary<Uri, string> _tags = new();
    private int _asked = -1;
    private long _bytes;

    private AvailabilityQuestions(HttpClient http, Uri[] questions) => (_http, _questions) = (http, questions);

    public int Count => _questions.Length;

    /// <summary>The mean size of an answer with a body.</summary>
    public double MeanBytes => (double)_bytes / Math.Max(1, _asked + 1);

    /// <summary>Free seats by day: a question for each service.</summary>
    public static AvailabilityQuestions Days(HttpClient http, Uri apiBase, IEnumerable<FreeSlot> slots) => Of(http, slots
        .Select(slot => (slot.Slot.Service, slot.Class))
        .Distinct()
        .Select(one => new Uri(apiBase, $"appointments/availability?service={one.Service}&class={one.Class}")));

    /// <summary>Free seats of a day's slots: a question for each service and day.</summary>
    public static AvailabilityQuestions Slots(HttpClient http, Uri apiBase, IEnumerable<FreeSlot> slots) => Of(http, slots
        .Select(slot => (slot.Slot.Service, slot.Class, slot.Slot.Date))
        .Distinct()
        .Select(one => new Uri(apiBase, $"appointments/availability/{one.Date}?service={one.Service}&class={one.Class}")));

    /// <summary>Asks the next question as somebody who has not asked before.</summary>
    public Task AskAsync(CancellationToken cancellation) => AskAsync(known: false, cancellation);

    /// <summary>Asks the next question as somebody who has the last answer, and wants it only if it changed.</summary>
    public Task AskAgainAsync(CancellationToken cancellation) => AskAsync(known: true, cancellation);

    private static AvailabilityQuestions Of(HttpClient http, IEnumerable<Uri> questions)
    {
        Uri[] all = [.. questions];
        new Random(Seed).Shuffle(all);
        return new AvailabilityQuestions(http, all);
    }

    private async Task AskAsync(bool known, CancellationToken cancellation)
    {
        var question = _questions[Interlocked.Increment(ref _asked) % _questions.Length];
        using var request = new HttpRequestMessage(HttpMethod.Get, question);
        if (known && _tags.TryGetValue(question, out var tag))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
        {
            throw new InvalidOperationException($"{question} was answered with {(int)answer.StatusCode}");
        }

        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        Interlocked.Add(ref _bytes, body.Length);
        _tags[question] = answer.Headers.ETag!.ToString();
    }
}
