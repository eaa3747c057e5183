using EGov.Domain.Appointments;
using EGov.Domain.Submissions;

namespace EGov.Domain.Tests.Appointments;

public sealed class AppointmentCodeTests
{
    private static readonly Reference _reference = Reference.From(new byte[8], new byte[16]);

    [Fact]
    public void What_a_scanner_reads_and_what_a_person_types_is_the_same_reference()
    {
        foreach (var code in (string[])[$"APPT:{_reference}", $"appt:{_reference.Value}", $" {_reference} ", _reference.ToString().ToLowerInvariant(), $"APPT: {_reference}\r\n"])
        {
            Assert.True(AppointmentCode.TryParse(code, out var read));
            Assert.Equal(_reference, read);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("APPT:")]
    [InlineData("APPT:APPT:3333-3333-3333")]
    [InlineData("https://example.hk/3333-3333-3333")]
    [InlineData("3333-3333-3334")]
    public void Anything_else_is_none(string? code) => Assert.False(AppointmentCode.TryParse(code, out _));
}
