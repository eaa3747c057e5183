using System.Buffers.Text;
using System.Text;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Features.Retention;
using EGov.Functions.Hosting.Protection;
using EGov.Testing;

namespace EGov.Functions.Tests.Features.Retention;

public sealed class CertificatesTests : IDisposable
{
    private readonly EcdsaReceiptSeal _seal = new(new TestSecrets());

    public void Dispose() => _seal.Dispose();

    /// <summary>The same text is what operators verify: CertificateCheckTests.</summary>
    [Fact]
    public void The_sealed_facts_are_written_as_those_who_verify_them_read_them()
    {
        var certificate = new Certificates(_seal).Of(
            Reference.From([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
            new RetentionRule("case-contents", "case-contents/department/ird", 2557, "decision"),
            new DateOnly(2026, 11, 25),
            new DateTimeOffset(2033, 11, 25, 1, 35, 0, TimeSpan.Zero),
            [DataKey.Fingerprint([1, 2, 3])],
            [""]);

        Assert.Equal(
            File.ReadAllText(RepositoryFolder.Path("tests", "vectors", "destruction-certificate.json")).TrimEnd(),
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(certificate.Seal.Split('.')[1])));
    }

    [Fact]
    public void Its_seal_says_that_it_is_no_receipt()
    {
        var certificate = new Certificates(_seal).Of(
            Reference.From(new byte[8], new byte[16]), new RetentionRule("a", "a", 1, "b"), new DateOnly(2026, 11, 25), DateTimeOffset.UnixEpoch, [], []);

        Assert.Contains("egov-destruction", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(certificate.Seal.Split('.')[0])), StringComparison.Ordinal);
        Assert.Contains("egov-receipt", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(_seal.Sign("{}"u8).Split('.')[0])), StringComparison.Ordinal);
    }
}
