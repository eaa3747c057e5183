using System.Text.RegularExpressions;
using EGov.Domain;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Notifications;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Tests.Features.Appointments.TellPerson;

public sealed class TellPersonHandlerTests : IMailer
{
    private readonly BookedOffice _office = new();
    private readonly List<Mail> _sent = [];

    Task IMailer.SendAsync(Mail mail, CancellationToken cancellation)
    {
        _sent.Add(mail);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Whoever_is_offered_other_seats_gets_a_link_that_opens_the_appointment_as_long_as_the_offer()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00", email: "chan@example.test", language: Language.Tc);
        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        await _office.TellAsync(this);

        var mail = Assert.Single(_sent);
        Assert.Equal("chan@example.test", mail.To);
        Assert.Contains("原因：八號或更高熱帶氣旋警告信號", mail.Text, StringComparison.Ordinal);
        Assert.Contains("2026年11月26日（星期四）14:00", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Details.DocumentNumber, mail.Subject + mail.Text, StringComparison.Ordinal);
        var pass = Regex.Match(mail.Text, @"https://portal\.example/tc/appointments/manage#offer=(\S+)").Groups[1].Value;
        Assert.Null(Read(pass, person).Refused);
        _office.Time.SetUtcNow(_office.Now(person).Offer!.Until.AddSeconds(-1));
        Assert.Null(Read(pass, person).Refused);
        _office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("pass-invalid", Read(pass, person).Refused?.Code);
    }

    [Fact]
    public async Task An_earlier_seat_a_change_and_a_cancellation_are_told_in_their_own_letters()
    {
        var leaver = _office.Book(BookedOffice.Wednesday, "09:00", email: "leaver@example.test");
        var watcher = _office.Book(BookedOffice.Friday, "09:00", email: "watcher@example.test", language: Language.Sc);
        await _office.WatchAsync(watcher);
        await _office.LeaveAsync(leaver);

        await _office.TellAsync(this);

        Assert.Equal(
            [("leaver@example.test", "Your appointment was cancelled"), ("watcher@example.test", "较早的时段会为你保留至 2026年11月24日（星期二）09:30")],
            _sent.Select(mail => (mail.To, mail.Subject)));
        _sent.Clear();
        await _office.AcceptAsync(watcher, _office.Now(watcher).Offer!.Claim.Id);
        await _office.TellAsync(this);
        Assert.Equal(("watcher@example.test", "你的预约已改为：2026年11月25日（星期三）09:00"), _sent.Select(mail => (mail.To, mail.Subject)).Last());
    }

    [Fact]
    public async Task Whoever_was_found_no_other_seat_is_told_why_and_what_they_may_do()
    {
        var person = _office.Book(BookedOffice.Wednesday, "09:00", email: "chan@example.test");
        foreach (var plan in _office.Rules.Services.Where(service => service.Id == "death-registration").SelectMany(service =>
            _office.Rules.DatesOffered(service, "relative", BookedOffice.Wednesday.AddDays(-1)).SelectMany(date => new[] { "BDR-04", "BDR-05" }.SelectMany(office => _office.Rules.Sessions(service, office, date)))))
        {
            _office.World.Sessions[plan.Key] = _office.World.Sessions.GetValueOrDefault(plan.Key, EGov.Domain.Appointments.SessionSeats.Untouched) with { Quota = 0 };
        }

        await _office.ClosedAsync("2026-11-25T09:00", "2026-11-25T20:00");
        await _office.TellAsync(this);

        var mail = Assert.Single(_sent);
        Assert.Contains("we found no other time", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Reason: Tropical Cyclone", mail.Text, StringComparison.Ordinal);
        Assert.Null(_office.Now(person).Offer);
    }

    [Fact]
    public async Task The_same_event_has_the_same_letter_and_what_is_no_more_so_is_not_told()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00", email: "chan@example.test");
        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        await _office.TellAsync(this);
        await _office.TellAsync(this);
        Assert.Equal(2, _sent.Count);
        Assert.Single(_sent.Select(mail => mail.Id).Distinct());

        _sent.Clear();
        await _office.RefuseAsync(person, _office.Now(person).Offer!.Claim.Id);
        await _office.TellAsync(this);
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Whoever_gave_no_address_is_not_written_to()
    {
        _office.Book(BookedOffice.Thursday, "09:00");
        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        await _office.TellAsync(this);

        Assert.Empty(_sent);
    }

    private Outcome<Pass> Read(string pass, Appointment person)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[Passes.Header] = pass;
        return new Passes(new TestSecrets(), _office.Time).Read(request, person.Reference.ToString());
    }
}
