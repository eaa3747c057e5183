using System.Security.Cryptography;
using System.Text;
using EGov.Domain.Audit;

namespace EGov.Domain.Tests.Audit;

public sealed class AuditVerifierTests : IDisposable
{
    private const string Sealed = "2026-11-25/23-0-00.jsonl";
    private const string Unsealed = "2026-11-26/01-0-00.jsonl";

    private readonly MemoryTrail _trail = MemoryTrail.OfFourHours();

    public void Dispose() => _trail.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_nobody_touched_verifies_with_and_without_the_key_of_the_lines(bool withKey)
    {
        var verdict = await _trail.VerifyAsync(withKey);

        Assert.Null(verdict.Broken);
        Assert.Equal((3, 3L + 4 + 5 + 6 + (4 * 2)), (verdict.Seals, verdict.Entries));
        Assert.Equal(_trail.Hour, verdict.SealedUntil);
        Assert.Equal(6 + 2, verdict.Unsealed);
        Assert.Empty(verdict.Late);
    }

    [Fact]
    public async Task A_changed_entry_is_found_at_its_line()
    {
        Change(Sealed, 1, line => line.Replace("XY3K", "XY3L", StringComparison.Ordinal));

        await BrokenAsync($"{Sealed}, line 2: was changed: its MAC is another one's");
    }

    [Fact]
    public async Task Without_the_key_of_the_lines_a_changed_entry_is_found_by_the_seal()
    {
        Change(Sealed, 1, line => line.Replace("XY3K", "XY3L", StringComparison.Ordinal));

        await BrokenAsync($"{Sealed}: is not what 2026-11-26/00.seal attests", withKey: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_taken_out_is_found_where_the_next_one_does_not_follow(bool withKey)
    {
        var lines = _trail.Lines(Sealed);
        _trail.SetLines(Sealed, lines.Where((_, number) => number != 1));

        await BrokenAsync($"{Sealed}, line 2: is line 7 of its chain and does not follow line 5", withKey);
    }

    [Fact]
    public async Task Two_lines_that_changed_places_are_found()
    {
        var lines = _trail.Lines(Sealed);
        (lines[1], lines[2]) = (lines[2], lines[1]);
        _trail.SetLines(Sealed, lines);

        await BrokenAsync($"{Sealed}, line 2: is line 7 of its chain and does not follow line 5");
    }

    [Fact]
    public async Task A_line_put_in_is_found()
    {
        var lines = _trail.Lines(Sealed);
        lines.Insert(1, lines[0]);
        _trail.SetLines(Sealed, lines);

        await BrokenAsync($"{Sealed}, line 2: is line 5 of its chain and does not follow line 5");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_blob_that_is_cut_off_is_found(int bytes)
    {
        _trail.Blobs[Sealed] = _trail.Blobs[Sealed][..^bytes];

        await BrokenAsync($"{Sealed}, line 5: is cut off");
    }

    [Fact]
    public async Task A_blob_that_is_cut_off_between_two_lines_is_found_by_the_seal()
    {
        _trail.SetLines(Sealed, _trail.Lines(Sealed)[..2]);

        await BrokenAsync($"{Sealed}: is not what 2026-11-26/00.seal attests", withKey: false);
    }

    [Fact]
    public async Task A_sealed_blob_that_is_gone_is_found()
    {
        _trail.Blobs.Remove(Sealed);

        await BrokenAsync($"{Sealed}: is missing, or the way to it; 2026-11-26/00.seal attests it");
    }

    [Fact]
    public async Task A_blob_that_is_gone_before_it_was_sealed_is_found_by_those_behind_it()
    {
        _trail.Pass();
        _trail.Append(chain: 0, lines: 1);
        _trail.Blobs.Remove(Unsealed);

        await BrokenAsync($"{Unsealed}: is missing, or cut off: the chain goes on after it");
    }

    [Fact]
    public async Task A_chain_that_is_gone_whole_is_found()
    {
        foreach (var name in _trail.Blobs.Keys.Where(name => AuditBlobName.TryParse(name)?.Chain == 2).ToList())
        {
            _trail.Blobs.Remove(name);
        }

        await BrokenAsync("2026-11-25/22-2-00.jsonl: is missing, or the way to it; 2026-11-25/23.seal attests it");
    }

    [Fact]
    public async Task A_seal_that_is_gone_is_found_by_the_next_one()
    {
        _trail.Blobs.Remove("2026-11-26/00.seal");

        await BrokenAsync("2026-11-26/01.seal: follows a seal that is not there");
    }

    [Fact]
    public async Task A_last_seal_that_is_gone_is_found_when_blobs_are_two_hours_ahead_of_what_is_sealed()
    {
        _trail.Pass();
        _trail.Append(chain: 0, lines: 1);
        _trail.Blobs.Remove("2026-11-26/01.seal");

        await BrokenAsync("2026-11-26/01.seal: is missing: blobs were begun until 2026-11-26 02:00:00Z, and nothing after 2026-11-26 00:00:00Z is sealed");
    }

    [Fact]
    public async Task A_seal_that_somebody_else_signed_is_found()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _trail.Blobs["2026-11-26/00.seal"] = Encoding.ASCII.GetBytes(
            _trail.Sign(AuditSeal.Read(Encoding.ASCII.GetString(_trail.Blobs["2026-11-26/00.seal"]))!, other));

        await BrokenAsync("2026-11-26/00.seal: is not signed with any of the keys");
    }

    [Fact]
    public async Task A_seal_that_was_changed_is_found()
    {
        var seal = AuditSeal.Read(Encoding.ASCII.GetString(_trail.Blobs["2026-11-26/00.seal"]))!;
        var (parts, forged) = (Encoding.ASCII.GetString(_trail.Blobs["2026-11-26/00.seal"]).Split('.'), _trail.Sign(seal with { Blobs = [] }).Split('.'));
        _trail.Blobs["2026-11-26/00.seal"] = Encoding.ASCII.GetBytes($"{parts[0]}.{forged[1]}.{parts[2]}");

        await BrokenAsync("2026-11-26/00.seal: is not signed with any of the keys");
    }

    [Fact]
    public async Task A_seal_in_another_ones_place_is_found()
    {
        _trail.Blobs["2026-11-26/00.seal"] = _trail.Blobs["2026-11-25/23.seal"];

        await BrokenAsync("2026-11-26/00.seal: is the seal of 2026-11-25/23.seal");
    }

    [Fact]
    public async Task A_blob_that_no_seal_of_its_time_knows_is_found()
    {
        using var trail = new MemoryTrail();
        trail.Append(chain: 0, lines: 1);
        trail.Pass();
        trail.Seal();
        trail.Pass();
        var seal = trail.Sign(new AuditSeal(trail.Hour, AuditSeal.HashOf(Encoding.ASCII.GetString(trail.Blobs["2026-11-25/23.seal"])), []));
        trail.Append(chain: 0, lines: 1);
        trail.Blobs[AuditSeal.NameOf(trail.Hour)] = Encoding.ASCII.GetBytes(seal);

        Assert.Equal("2026-11-25/23-0-00.jsonl: is attested by no seal, though all before 2026-11-26 00:00:00Z are", (await trail.VerifyAsync()).Broken?.ToString());
    }

    [Fact]
    public async Task Whoever_has_the_public_key_alone_cannot_write_a_line_that_the_key_of_the_lines_lets_by()
    {
        var (lines, other) = (_trail.Lines(Unsealed), new AuditKey(RandomNumberGenerator.GetBytes(32)));
        var last = AuditLine.Read(Encoding.UTF8.GetBytes(lines[^1]))!;
        var (line, _) = AuditLine.Write(last.Tail, other, """{"id":"forged"}"""u8);
        _trail.Blobs[Unsealed] = [.. _trail.Blobs[Unsealed], .. line];

        Assert.Null((await _trail.VerifyAsync(withKey: false)).Broken);
        await BrokenAsync($"{Unsealed}, line 7: was written with the key {other.Id}, which is not among those given");
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("2026-11-25/23-0-00.jsonl.bak")]
    [InlineData("2026-11-25/23-7-00.jsonl")]
    public async Task What_is_no_part_of_the_trail_is_found(string name)
    {
        _trail.Blobs[name] = [1];

        await BrokenAsync($"{name}: is no part of the trail");
    }

    [Fact]
    public async Task Hours_in_which_nothing_was_sealed_are_told_and_break_nothing()
    {
        _trail.Pass(hours: 5);
        _trail.Seal();

        var verdict = await _trail.VerifyAsync();

        Assert.Null(verdict.Broken);
        Assert.Equal(["2026-11-26/06.seal"], verdict.Late);
    }

    [Fact]
    public async Task A_trail_without_anything_verifies()
    {
        using var trail = new MemoryTrail();

        var verdict = await trail.VerifyAsync();

        Assert.Equal((null, 0, 0, 0L), (verdict.Broken, verdict.Blobs, verdict.Seals, verdict.Entries));
    }

    /// <summary>Whatever single byte of whatever blob is another one, something is found.</summary>
    [Fact]
    public void Any_byte_that_is_another_one_is_found() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, _trail.Blobs.Count - 1], CsCheck.Gen.Double[0, 0.9999], CsCheck.Gen.Byte[1, 255]),
        (blob, place, by) =>
        {
            using var trail = MemoryTrail.OfFourHours();
            var name = trail.Blobs.Keys.ElementAt(blob);
            var bytes = trail.Blobs[name];
            bytes[(int)(place * bytes.Length)] ^= by;
            return trail.VerifyAsync().GetAwaiter().GetResult().Broken is not null;
        },
        iter: 300,
        threads: 1);

    private void Change(string name, int line, Func<string, string> how)
    {
        var lines = _trail.Lines(name);
        lines[line] = how(lines[line]);
        _trail.SetLines(name, lines);
    }

    private async Task BrokenAsync(string where, bool withKey = true) => Assert.Equal(where, (await _trail.VerifyAsync(withKey)).Broken?.ToString());
}
