namespace EGov.Functions.Tests.Conventions.Fixtures.Features.Yours;

internal interface IPort;

internal sealed record Note(string Text);

internal enum Kind
{
    One,
}

internal static class Sums
{
    public static Kind Kind() => Yours.Kind.One;
}

internal sealed class Table;

internal sealed class Service(IPort port)
{
    public IPort Port => port;
}
