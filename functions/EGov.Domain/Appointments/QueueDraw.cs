using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EGov.Domain.Appointments;

/// <summary>
/// The draw of a waiting room: a random order of the numbers 0 to N - 1, of which each single place is computed from the seed alone. It is a
/// balanced Feistel network (Luby and Rackoff) over the next power of four, whose places beyond N are walked over (Black and Rogaway), so that
/// nobody's row is read to know anybody's place.
/// </summary>
/// <param name="Among">N: how many numbers had been given when the draw was made. Later ones keep the order in which they came.</param>
/// <param name="Seed">Fresh random bytes, made when the draw was: before it, nobody can know the order.</param>
public sealed record QueueDraw(int Among, ReadOnlyMemory<byte> Seed)
{
    public const int SeedLength = 32;

    /// <summary>As many as format-preserving encryption uses for domains as small as these (NIST SP 800-38G, FF1).</summary>
    private const int Rounds = 10;

    public static QueueDraw Make(int among) => new(among, RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>The place, from 0, of an arrival number.</summary>
    public int PlaceOf(int number)
    {
        if (number >= Among)
        {
            return number;
        }

        var halfBits = HalfBits(Among);
        var place = (uint)number;
        do
        {
            place = Permute(place, halfBits);
        }
        while (place >= Among);

        return (int)place;
    }

    /// <summary>Half the bits of the smallest power of four that has room for all: at most four steps of walking, on average fewer.</summary>
    private static int HalfBits(int among)
    {
        var bits = 1;
        while (1L << (2 * bits) < among)
        {
            bits++;
        }

        return bits;
    }

    private uint Permute(uint value, int halfBits)
    {
        var mask = (1u << halfBits) - 1;
        var (left, right) = (value >> halfBits, value & mask);
        Span<byte> input = stackalloc byte[5];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var round = 0; round < Rounds; round++)
        {
            input[0] = (byte)round;
            BinaryPrimitives.WriteUInt32BigEndian(input[1..], right);
            HMACSHA256.HashData(Seed.Span, input, hash);
            (left, right) = (right, left ^ (BinaryPrimitives.ReadUInt32BigEndian(hash) & mask));
        }

        return (left << halfBits) | right;
    }
}
