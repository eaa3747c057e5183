using System.Text.Json;

namespace EGov.Testing;

/// <summary>Looks up, by the API alone, what can be booked today.</summary>
public static class BookableSlots
{
    /// <summary>Every service that asks for no limit of stay, with its first class and all that is free, slot by slot.</summary>
    public static async Task<IReadOnlyList<FreeSlot>> AllAsync(AppointmentsApi appointments, CancellationToken cancellation)
    {
        var free = new List<FreeSlot>();
        foreach (var service in (await appointments.ServicesAsync(cancellation)).GetProperty("services").EnumerateArray())
        {
            if (service.GetProperty("needs").GetArrayLength() > 0)
            {
                continue;
            }

            var (id, @class) = (service.GetProperty("id").GetString()!, service.GetProperty("classes")[0].GetProperty("id").GetString()!);
            free.AddRange(await OfAsync(appointments, id, @class, cancellation));
        }

        return free;
    }

    /// <summary>All that is free of one service for one class, day by day.</summary>
    public static async Task<IReadOnlyList<FreeSlot>> OfAsync(AppointmentsApi appointments, string service, string @class, CancellationToken cancellation)
    {
        var query = $"service={service}&class={@class}";
        var free = new List<FreeSlot>();
        var days = (await appointments.DaysAsync(query, cancellation)).GetProperty("days").EnumerateArray().Select(day => day.GetProperty("date").GetString()!);
        foreach (var date in days.Distinct())
        {
            free.AddRange(Read(service, @class, date, await appointments.SlotsAsync(date, query, cancellation)));
        }

        return free;
    }

    /// <summary>The slots of one day's answer.</summary>
    public static IEnumerable<FreeSlot> Read(string service, string @class, string date, JsonElement answer) =>
        from office in answer.GetProperty("offices").EnumerateArray()
        from slot in office.GetProperty("slots").EnumerateArray()
        select new FreeSlot(
            new AppointmentSlot(service, office.GetProperty("office").GetString()!, date, slot.GetProperty("time").GetString()!),
            @class,
            slot.GetProperty("free").GetInt32());
}

/// <param name="Class">A class of applicant that may take it.</param>
/// <param name="Free">Seats.</param>
public sealed record FreeSlot(AppointmentSlot Slot, string Class, int Free);
