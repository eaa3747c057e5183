using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class PersonDocumentTests
{
    [Theory]
    [InlineData("hkid", "A123456(3)", "A12****(*)")]
    [InlineData("travel-document", "K1234567", "K123****")]
    [InlineData("travel-document", "AB12345678901234", "AB12************")]
    [InlineData("birth-certificate", "12345", "12***")]
    public void A_masked_number_shows_its_beginning_and_never_more_than_half(string type, string number, string masked) =>
        Assert.Equal(masked, PersonDocument.Masked(type, number));
}
