using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAppointmentStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_appointment_names_the_key_that_lies_beside_its_details_and_each_writing_makes_another()
    {
        var store = await StoreAsync();
        var appointment = New();
        await store.AddAsync(appointment, Cancellation);

        var found = (await store.FindAsync("hkic", appointment.Person, Cancellation))!;
        Assert.Equal(DataKey.Fingerprint((await RowAsync(appointment)).GetBinary("WrappedKey")), found.KeyFingerprint);
        Assert.Equal("K1234567", found.Details.DocumentNumber);

        await store.ReplaceAsync(found, Cancellation);
        Assert.NotEqual(found.KeyFingerprint, (await store.FindAsync("hkic", appointment.Person, Cancellation))!.KeyFingerprint);
    }

    [Fact]
    public async Task Deleted_it_is_gone_with_its_key_unless_it_was_changed_meanwhile()
    {
        var store = await StoreAsync();
        var appointment = New();
        await store.AddAsync(appointment, Cancellation);
        var stale = (await store.FindAsync("hkic", appointment.Person, Cancellation))!;
        await store.ReplaceAsync(stale with { Sequence = 1 }, Cancellation);

        Assert.False(await store.DeleteAsync(stale, Cancellation));
        var found = (await store.FindAsync("hkic", appointment.Person, Cancellation))!;
        Assert.True(await store.DeleteAsync(found, Cancellation));
        Assert.True(await store.DeleteAsync(found, Cancellation));

        Assert.Null(await store.FindAsync("hkic", appointment.Person, Cancellation));
    }

    private async Task<TableAppointmentStore> StoreAsync() => new(await azurite.ConnectAsync(), azurite.Keys);

    private async Task<TableEntity> RowAsync(Appointment appointment) =>
        (await (await azurite.ConnectAsync()).Tables.GetTableClient(TableNames.Appointments)
            .GetEntityAsync<TableEntity>(appointment.Person[..2], $"hkic|{appointment.Person}", cancellationToken: Cancellation)).Value;

    private static Appointment New() => new(
        "hkic",
        Samples.Name("person"),
        Samples.Reference(),
        "lost",
        1,
        new Claim("claim", new SessionKey("hkic", "RKO", new DateOnly(2026, 12, 1), "day"), 0, new TimeOnly(9, 0)),
        "call",
        Samples.Noon,
        Cancelled: false,
        Sequence: 0,
        Left: null,
        new Proof("code", "birth", 0, null),
        new AppointmentDetails("travel-document", "K1234567", new DateOnly(1985, 6, 15), null, null, Language.En, new Stay(null, null)));
}
