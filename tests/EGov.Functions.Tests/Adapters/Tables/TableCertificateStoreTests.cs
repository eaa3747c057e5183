using System.Text.Json;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Retention;
using EGov.Functions.Tests.Features;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableCertificateStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    public async Task A_certificate_comes_back_as_it_was_signed_however_many_files_it_names(int files)
    {
        var store = new TableCertificateStore(await azurite.ConnectAsync());
        var certificate = Certificate(Samples.Reference(), files);

        await store.PutAsync(certificate, Cancellation);

        var found = (await store.FindAsync(certificate.Facts.Reference, Cancellation))!;
        Assert.Equal(certificate.Seal, found.Seal);
        Assert.Equal(JsonSerializer.Serialize(certificate.Facts), JsonSerializer.Serialize(found.Facts));
    }

    [Fact]
    public async Task The_later_one_takes_the_place_of_one_whose_process_died()
    {
        var store = new TableCertificateStore(await azurite.ConnectAsync());
        var reference = Samples.Reference();
        await store.PutAsync(Certificate(reference, 700), Cancellation);
        var later = Certificate(reference, 2);

        await store.PutAsync(later, Cancellation);

        Assert.Equal(later.Seal, (await store.FindAsync(reference, Cancellation))!.Seal);
        Assert.Null(await store.FindAsync(Samples.Reference(), Cancellation));
    }

    private static SealedCertificate Certificate(Reference reference, int files)
    {
        using var seal = new EcdsaReceiptSeal(new TestSecrets());
        return new Certificates(seal).Of(
            reference,
            new RetentionRule("case-contents", "case-contents", 10, "decision"),
            new DateOnly(2026, 11, 25),
            Samples.Noon,
            Enumerable.Repeat(new string('a', 64), files + 1),
            Enumerable.Range(0, files).Select(file => $"vault-{file}"));
    }
}
