namespace EGov.Functions.Tests.Conventions.Fixtures;

/// <summary>Knows an adapter, in the one place where only the code inside a method tells.</summary>
internal static class KnowsAnAdapter
{
    public static async Task<Type> RunAsync()
    {
        await Task.Yield();
        return typeof(EGov.Functions.Adapters.Malware.EicarScanner);
    }
}

/// <summary>Looks at clocks of its own, once inside a lambda.</summary>
internal static class HasItsOwnClock
{
    public static DateTime Now() => DateTime.Now;

    public static Func<DateTimeOffset> Later() => () => DateTimeOffset.UtcNow.AddDays(1);
}

/// <summary>Serves a port under a name that does not say with what.</summary>
internal interface IWrongStore;

internal sealed class WrongStore : IWrongStore;

internal sealed class TableWrongKeeper : IWrongStore;

internal sealed class TableWrongStore : IWrongStore;

/// <summary>Names a queue that is in no topology.</summary>
internal static class WrongTopics
{
    public const string Nowhere = "nowhere";
}
