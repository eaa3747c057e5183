using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Keeps answers for half a second: in a rush everybody asks the same, and one computing is enough. With sessions that are at most a second
/// old, an answer is at most a second and a half behind.
/// </summary>
public sealed class AvailabilityAnswers(TimeProvider time)
{
    private readonly Fresh<string, TaggedJson> _answers = new(time, TimeSpan.FromMilliseconds(500), most: 2_000);

    internal Task<TaggedJson> GetAsync(string question, Func<Task<TaggedJson>> make) => _answers.GetAsync(question, make);
}
