using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Tests.Features.Appointments.FindAppointment;

public sealed class FindAppointmentHandlerTests
{
    private readonly AppointmentDesk _desk = new();

    [Theory]
    [InlineData("K1234567", "2580", null)]
    [InlineData("K1234567", "0000", "lookup-refused")]
    [InlineData("K7654321", "2580", "lookup-refused")]
    public async Task Whoever_looks_is_recorded_under_the_document_whether_they_find_anything_or_not(string document, string code, string? refused)
    {
        await _desk.BookAsync();

        Assert.Equal(refused, (await _desk.FindAsync(document, code)).Refused?.Code);

        var entry = _desk.Trail.Last;
        var person = new People(new TestSecrets()).Of("hkic", "travel-document", document);
        Assert.Equal(
            (person, AuditActorKind.HolderOfCode, AuditAction.Read, person, "FindAppointment"), (entry.Actor, entry.ActorKind, entry.Action, entry.Subject, entry.Function));
        Assert.DoesNotContain(document, entry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_looked_for_when_it_cannot_be_recorded()
    {
        await _desk.BookAsync();
        _desk.Trail.Failure = new InvalidOperationException("The bus is away");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.FindAsync("K1234567", "2580"));
    }
}
