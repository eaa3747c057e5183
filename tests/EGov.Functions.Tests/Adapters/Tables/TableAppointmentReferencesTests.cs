using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAppointmentReferencesTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reference_leads_to_its_appointment_and_an_unknown_one_nowhere()
    {
        var references = new TableAppointmentReferences(await azurite.ConnectAsync());
        var (reference, appointment) = (Samples.Reference(), new ListedAppointment("hkic", "person"));

        await references.AddAsync(reference, appointment, Cancellation);
        await references.AddAsync(reference, appointment, Cancellation);

        Assert.Equal(appointment, await references.FindAsync(reference, Cancellation));
        Assert.Null(await references.FindAsync(Samples.Reference(), Cancellation));
    }
}
