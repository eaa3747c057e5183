namespace EGov.Functions.Tests.Conventions.Fixtures.Features.Mine;

/// <summary>Uses what it should not of another feature.</summary>
internal sealed class Meddler(Yours.Service service, Yours.DoIt.Inner inner)
{
    public (Yours.Service Service, Yours.DoIt.Inner Inner) Both => (service, inner);
}

/// <summary>Uses what another feature holds out.</summary>
internal sealed class Guest(Yours.IPort port, Yours.Note note, Yours.Table table)
{
    public (Yours.IPort Port, Yours.Note Note, Yours.Table Table, Yours.Kind Kind) All => (port, note, table, Yours.Sums.Kind());
}
