using System.Globalization;
using EGov.Domain;

namespace EGov.Functions.Features.Appointments.TellPerson;

/// <summary>A moment as a letter says it, by Hong Kong's clock.</summary>
internal static class LetterDates
{
    private const string Days = "日一二三四五六";

    public static string Of(DateTimeOffset instant, Language language)
    {
        var here = HongKong.Here(instant);
        return language is Language.En
            ? here.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{here.Year}年{here.Month}月{here.Day}日（星期{Days[(int)here.DayOfWeek]}）{here:HH:mm}");
    }
}
