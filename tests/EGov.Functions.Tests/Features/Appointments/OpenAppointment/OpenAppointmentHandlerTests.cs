using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Adapters;

namespace EGov.Functions.Tests.Features.Appointments.OpenAppointment;

public sealed class OpenAppointmentHandlerTests
{
    [Fact]
    public async Task An_officer_sees_what_they_need_and_the_person_sees_that_they_looked()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();

        var opened = (await counter.OpenAsync(reference.ToString())).Value;

        Assert.Equal("K123****", opened.Details!.DocumentNumber);
        Assert.Equal(("travel-document", new DateOnly(1985, 6, 15), Language.En), (opened.Details.DocumentType, opened.Details.DateOfBirth, opened.Details.Language));
        Assert.Equal(("lost", "09:00", 1), (opened.Booking.Class, opened.Booking.Time, opened.Booking.Party));
        var (person, noted, actor, access) = Assert.Single(counter.Records.Accesses);
        Assert.Equal((counter.World.Appointments.Values.Single().Person, reference, "officer"), (person, noted, actor));
        Assert.Equal(new Access(counter.Time.GetUtcNow(), "immd", null, AuditPurpose.ServeAtOffice), access);
    }

    [Fact]
    public async Task Nothing_is_decrypted_when_it_cannot_be_noted()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.World.Deaths.Restart(0);

        await Assert.ThrowsAsync<IOException>(() => counter.OpenAsync(reference.ToString()));
    }

    [Fact]
    public async Task What_is_not_there_or_not_the_departments_own_is_not_noted_either()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        var code = reference.ToString();

        Assert.Equal("not-found", (await counter.OpenAsync(Samples.Reference().ToString())).Refused?.Code);
        Assert.Equal("not-found", (await counter.OpenAsync("x")).Refused?.Code);
        Assert.Equal("not-found", (await counter.OpenAsync(code, office: "RHK")).Refused?.Code);
        Assert.Equal("not-found", (await counter.OpenAsync(code, office: null)).Refused?.Code);
        Assert.Equal("not-found", (await counter.OpenAsync(code, "2026-12-02")).Refused?.Code);
        Assert.Equal("date-invalid", (await counter.OpenAsync(code, "today")).Refused?.Code);
        Assert.Equal("date-invalid", (await counter.OpenAsync(code, null)).Refused?.Code);
        Assert.Equal("not-found", (await counter.OpenAsync(code, by: OfficeCounter.At("td"))).Refused?.Code);
        Assert.Empty(counter.Records.Accesses);
    }

    [Fact]
    public async Task Details_whose_time_is_over_are_said_to_be_gone_and_no_look_is_noted()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.Time.SetUtcNow(new DateTimeOffset(2027, 3, 2, 1, 0, 0, TimeSpan.Zero));
        counter.World.Appointments.Clear();
        counter.Certificates.FindAsync(reference, Arg.Any<CancellationToken>()).Returns(new SealedCertificate(
            new DestructionCertificate(reference, "appointment-details", "appointment-details", 90, "x", default, default, new DateTimeOffset(2027, 3, 1, 17, 0, 0, TimeSpan.Zero), [], []),
            "sealed"));

        var refused = (await counter.OpenAsync(reference.ToString())).Refused!;

        Assert.Equal(("contents-shredded", "2027-03-02", "appointment-details"), (refused.Code, refused.Values!["on"], refused.Values["rule"]));
        Assert.Empty(counter.Records.Accesses);
    }

    [Fact]
    public async Task Whoever_came_without_an_appointment_left_nothing_to_open()
    {
        var counter = new OfficeCounter();
        var seat = (await counter.WalkInAsync()).Value;

        var opened = (await counter.OpenAsync(seat.Reference, "2026-11-24")).Value;

        Assert.True(opened.Booking.WalkIn);
        Assert.Null(opened.Details);
        Assert.Empty(counter.Records.Accesses);
    }
}
