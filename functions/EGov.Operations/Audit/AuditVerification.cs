using System.Globalization;
using EGov.Domain.Audit;
using EGov.Domain.Signing;

namespace EGov.Operations.Audit;

/// <summary>Verifies a copy of the audit trail, and says what was found.</summary>
internal sealed class AuditVerification(TextWriter report)
{
    private const string LineKey = "audit-key";

    /// <returns>0 when the trail is what was written; 1 when it is not.</returns>
    /// <param name="sealKeys">A file with the answer of <c>GET /api/audit-keys</c>.</param>
    /// <param name="lineKeys">A folder with the versions of the key of the lines: <c>audit-key</c>, <c>audit-key.1</c> …; null to verify without.</param>
    /// <exception cref="OperationRefusedException">Keys are missing or are none.</exception>
    public async Task<int> VerifyAsync(IAuditArchive archive, string sealKeys, string? lineKeys, CancellationToken cancellation)
    {
        var keys = lineKeys is null ? [] : LineKeys(lineKeys);
        using var published = SealKeys(sealKeys);
        var verdict = await new AuditVerifier(archive, published, keys).VerifyAsync(cancellation);
        foreach (var late in verdict.Late)
        {
            await report.WriteLineAsync($"note: {late} attests more than an hour: nothing was sealed for a while");
        }

        if (verdict.Broken is { } broken)
        {
            await report.WriteLineAsync($"BROKEN at {broken}");
            return 1;
        }

        await report.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The audit trail is whole: {verdict.Entries} entries in {verdict.Lines} lines of {verdict.Blobs} blobs, {verdict.Seals} seals"));
        await report.WriteLineAsync(verdict.SealedUntil is { } until
            ? string.Create(CultureInfo.InvariantCulture, $"sealed before {until:u}; {verdict.Unsealed} lines after that are not sealed yet, and of those the last may be missing without a sign")
            : string.Create(CultureInfo.InvariantCulture, $"nothing is sealed yet; of its {verdict.Unsealed} lines the last may be missing without a sign"));
        await report.WriteLineAsync(keys.Count > 0
            ? "every line was held against its key"
            : "without the key of the lines: that nothing was changed since it was sealed, not who wrote it");
        return 0;
    }

    private static PublicKeySet SealKeys(string file)
    {
        try
        {
            return PublicKeySet.Read(File.ReadAllText(file));
        }
        catch (Exception other) when (other is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OperationRefusedException($"{file} holds no public keys of seals", other);
        }
    }

    private static List<AuditKey> LineKeys(string folder)
    {
        try
        {
            var keys = Directory.EnumerateFiles(folder, $"{LineKey}*")
                .Where(path => Path.GetFileName(path) == LineKey || int.TryParse(Path.GetFileName(path)[(LineKey.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(path => new AuditKey(Convert.FromBase64String(File.ReadAllText(path).Trim())))
                .ToList();
            return keys.Count > 0 ? keys : throw new OperationRefusedException($"{folder} holds no {LineKey}");
        }
        catch (Exception other) when (other is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OperationRefusedException($"{folder} holds no {LineKey} that can be read", other);
        }
    }
}
