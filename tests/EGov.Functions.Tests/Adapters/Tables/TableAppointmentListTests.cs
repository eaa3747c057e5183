using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAppointmentListTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_appointment_noted_twice_is_listed_once_and_only_for_its_account()
    {
        var list = new TableAppointmentList(await azurite.ConnectAsync());
        var (account, other) = (Samples.Name("account"), Samples.Name("account"));
        var (card, passport) = (new ListedAppointment("hkic", "person-1"), new ListedAppointment("passport", "person-2"));

        await list.AddAsync(account, card, Cancellation);
        await list.AddAsync(account, card, Cancellation);
        await list.AddAsync(account, passport, Cancellation);

        Assert.Equal([card, passport], await list.ListAsync(account, Cancellation));
        Assert.Empty(await list.ListAsync(other, Cancellation));
    }
}
