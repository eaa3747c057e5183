using CsCheck;
using EGov.Domain.Submissions;

namespace EGov.Domain.Tests.Submissions;

public sealed class ReferenceTests
{
    private const string Alphabet = "346789CDFHJKLMNPRTVWXYZ";

    private static readonly Gen<Reference> References =
        Gen.Select(Gen.Byte.Array[8], Gen.Byte.Array[16], (shard, rest) => Reference.From(shard, rest));

    [Fact]
    public void A_reference_reads_back_from_the_way_it_is_written() =>
        References.Sample(reference =>
            Reference.TryParse(reference.ToString(), out var read) && read == reference
            && Reference.TryParse(reference.Value.ToLowerInvariant(), out var bare) && bare == reference);

    [Fact]
    public void One_wrong_character_is_always_noticed() =>
        Gen.Select(References, Gen.Int[0, 11], Gen.Int[1, 22]).Sample((reference, place, shift) =>
        {
            var characters = reference.Value.ToCharArray();
            characters[place] = Alphabet[(Alphabet.IndexOf(characters[place], StringComparison.Ordinal) + shift) % Alphabet.Length];
            return !Reference.TryParse(new string(characters), out _);
        });

    [Fact]
    public void Two_characters_swapped_are_always_noticed() =>
        Gen.Select(References, Gen.Int[0, 11], Gen.Int[0, 11]).Sample((reference, one, other) =>
        {
            var characters = reference.Value.ToCharArray();
            (characters[one], characters[other]) = (characters[other], characters[one]);
            return characters[one] == characters[other] || !Reference.TryParse(new string(characters), out _);
        });

    [Fact]
    public void Look_alikes_that_can_only_mean_one_thing_are_put_right()
    {
        var reference = References.Where(r => r.Value.Contains('8', StringComparison.Ordinal) && r.Value.Contains('V', StringComparison.Ordinal)).Single();

        Assert.True(Reference.TryParse(reference.ToString().Replace('8', 'b').Replace('V', 'u'), out var read));
        Assert.Equal(reference, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CDFH-3467")]
    [InlineData("CDFH-3467-XY3K-CDFH-3467-XY3K-CDFH-3467-XY3K")]
    [InlineData("../../../etc")]
    public void What_is_no_reference_is_not_read_as_one(string? typed) =>
        Assert.False(Reference.TryParse(typed, out _));

    [Fact]
    public void The_same_shard_hash_gives_the_same_shard() =>
        Gen.Select(Gen.Byte.Array[8], Gen.Byte.Array[16], Gen.Byte.Array[16]).Sample((shard, one, other) =>
            Reference.From(shard, one).Shard == Reference.From(shard, other).Shard);
}
