using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Keeps answers for half a second: in a rush everybody asks the same, and one computing is enough. With sessions that are at most a second
/// old, and a second and a half where storage is slow, an answer is at most two seconds behind, and what one reading takes.
/// </summary>
public sealed class AvailabilityAnswers(TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(500);

    private readonly Fresh<string, TaggedJson> _answers = new(time, s_lifetime, most: 2_000, longest: s_lifetime);

    internal Task<TaggedJson> GetAsync(string question, Func<Task<TaggedJson>> make) => _answers.GetAsync(question, make);
}
