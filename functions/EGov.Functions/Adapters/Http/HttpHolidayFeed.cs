using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Http;

/// <summary>
/// The Government's public feed over HTTP, in three languages that must name the same days. It gets ten seconds and a megabyte, and is not followed
/// to another address.
/// </summary>
/// <param name="address">With <c>{language}</c> where <c>en</c>, <c>tc</c> or <c>sc</c> goes.</param>
public sealed class HttpHolidayFeed(IHttpClientFactory clients, string address) : IHolidayFeed
{
    public const string Client = "holidays";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public const int Largest = 1024 * 1024;

    public async Task<HolidayReading> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var (en, tc, sc) = (await NamesAsync("en", cancellation), await NamesAsync("tc", cancellation), await NamesAsync("sc", cancellation));
            return en.Keys.ToHashSet().SetEquals(tc.Keys) && tc.Keys.ToHashSet().SetEquals(sc.Keys)
                ? new HolidayReading([.. en.Select(day => new Holiday(day.Key, new Text(day.Value, tc[day.Key], sc[day.Key])))])
                : new HolidayReading([], "its languages name different days");
        }
        catch (FormatException other)
        {
            return new HolidayReading([], other.Message);
        }
        catch (HttpRequestException failed)
        {
            return new HolidayReading([], $"{failed.HttpRequestError} {failed.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HolidayReading([], "no answer in time");
        }
    }

    private async Task<IReadOnlyDictionary<DateOnly, string>> NamesAsync(string language, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var answer = await http.GetAsync(new Uri(address.Replace("{language}", language, StringComparison.Ordinal)), cancellation);
        return answer.StatusCode is System.Net.HttpStatusCode.OK
            ? HolidayText.Read(await answer.Content.ReadAsByteArrayAsync(cancellation))
            : throw new HttpRequestException(HttpRequestError.InvalidResponse, "Not the holidays", null, answer.StatusCode);
    }
}
