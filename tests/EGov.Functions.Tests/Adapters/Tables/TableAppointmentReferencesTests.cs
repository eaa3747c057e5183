using EGov.Domain.Submissions;
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

        await references.AddAsync([(reference, appointment)], Cancellation);
        await references.AddAsync([(reference, appointment)], Cancellation);

        Assert.Equal(appointment, await references.FindAsync(reference, Cancellation));
        Assert.Null(await references.FindAsync(Samples.Reference(), Cancellation));
    }

    [Fact]
    public async Task Many_are_noted_together_also_where_some_are_there_already_or_come_twice()
    {
        var references = new TableAppointmentReferences(await azurite.ConnectAsync());
        List<(Reference Reference, ListedAppointment Appointment)> made =
            [.. Enumerable.Range(0, 200).Select(number => (Samples.Reference(), new ListedAppointment("hkic", $"person {number}")))];
        var part = made.Where(one => references.Part(one.Reference) == references.Part(made[0].Reference)).ToList();
        await references.AddAsync([part[2]], Cancellation);

        await references.AddAsync([.. part, part[1]], Cancellation);

        Assert.InRange(part.Count, 3, made.Count - 1);
        foreach (var (reference, appointment) in part)
        {
            Assert.Equal(appointment, await references.FindAsync(reference, Cancellation));
        }
    }
}
