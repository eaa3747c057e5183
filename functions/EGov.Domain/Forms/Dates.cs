using System.Globalization;

namespace EGov.Domain.Forms;

/// <summary>Calendar dates of a form: <c>YYYY-MM-DD</c>, years 0001 to 9999.</summary>
internal static class Dates
{
    private const string Shape = "yyyy-MM-dd";

    internal static string Write(DateOnly date) => date.ToString(Shape, CultureInfo.InvariantCulture);

    internal static DateOnly? Read(object? value) =>
        value is string { Length: 10 } text
        && text.All(character => char.IsAsciiDigit(character) || character == '-')
        && DateOnly.TryParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>Whole years from birth to a day. Who was born on 29 February is a year older on 1 March where there is no 29th.</summary>
    internal static int Age(DateOnly born, DateOnly on) =>
        on.Year - born.Year - ((on.Month, on.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);

    /// <summary>A date so many days, months or years on; null when it leaves the calendar.</summary>
    internal static DateOnly? Shift(DateOnly date, decimal by, Func<DateOnly, int, DateOnly> add)
    {
        if (by != decimal.Truncate(by) || decimal.Abs(by) > 4_000_000)
        {
            return null;
        }

        try
        {
            return add(date, (int)by);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
