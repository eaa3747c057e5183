using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace EGov.Domain.Submissions;

/// <summary>
/// The number a person quotes: eleven characters and a check character, written <c>CDFH-3467-XY3K</c>.
/// Its 23 characters leave out vowels and look-alikes; 23 is prime, so the weighted check character catches every single
/// wrong character and every swap of two. It is derived from who asks and with which key, so that a repeated call meets the
/// first one's row, and it cannot be guessed without the secret it is derived with.
/// </summary>
public readonly record struct Reference
{
    /// <summary>No 0 O Q, 1 I, 2, 5 S, B (8), G (6), U (V) and no vowels.</summary>
    private const string Alphabet = "346789CDFHJKLMNPRTVWXYZ";
    private const int Payload = 11;

    /// <summary>The first characters choose the table partition, so a quota's submissions can share one.</summary>
    public const int ShardLength = 2;

    private readonly string? _value;

    private Reference(string value) => _value = value;

    /// <summary>Twelve characters without separators: the form in which it is stored.</summary>
    public string Value => _value ?? throw new InvalidOperationException("An empty reference has no value");

    public string Shard => Value[..ShardLength];

    /// <summary>Makes a reference out of keyed hashes: the shard out of one, the rest out of the other.</summary>
    /// <param name="shardHash">At least 8 bytes; the same for submissions that must share a partition.</param>
    /// <param name="hash">At least 16 bytes.</param>
    public static Reference From(ReadOnlySpan<byte> shardHash, ReadOnlySpan<byte> hash)
    {
        Span<char> characters = stackalloc char[Payload + 1];
        Write(BinaryPrimitives.ReadUInt64BigEndian(shardHash), characters[..ShardLength]);
        Write(BinaryPrimitives.ReadUInt128BigEndian(hash), characters[ShardLength..Payload]);
        characters[Payload] = CheckCharacter(characters[..Payload]);
        return new Reference(new string(characters));
    }

    /// <summary>Reads what a person typed: any case, any spacing, with the look-alikes that can only mean one thing put right.</summary>
    public static bool TryParse([NotNullWhen(true)] string? typed, out Reference reference)
    {
        reference = default;
        if (typed is null || typed.Length > 40)
        {
            return false;
        }

        Span<char> characters = stackalloc char[Payload + 1];
        var length = 0;
        foreach (var character in typed)
        {
            if (character is '-' or ' ' or '\u2010' or '\u2013')
            {
                continue;
            }

            var normal = PutRight(char.ToUpperInvariant(character));
            if (length > Payload || !Alphabet.Contains(normal, StringComparison.Ordinal))
            {
                return false;
            }

            characters[length++] = normal;
        }

        if (length != Payload + 1 || CheckCharacter(characters[..Payload]) != characters[Payload])
        {
            return false;
        }

        reference = new Reference(new string(characters));
        return true;
    }

    /// <summary>Reads a reference that we wrote ourselves.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Reference Parse(string written) =>
        TryParse(written, out var reference) ? reference : throw new FormatException("Not a reference");

    /// <summary>Grouped for reading aloud.</summary>
    public override string ToString() => $"{Value[..4]}-{Value[4..8]}-{Value[8..]}";

    private static char PutRight(char character) => character switch
    {
        '1' or 'I' => 'L',
        '2' => 'Z',
        'B' => '8',
        'G' => '6',
        'U' => 'V',
        _ => character,
    };

    private static void Write<T>(T number, Span<char> into)
        where T : IBinaryInteger<T>
    {
        var radix = T.CreateChecked(Alphabet.Length);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = Alphabet[int.CreateChecked(number % radix)];
            number /= radix;
        }
    }

    /// <summary>The weighted sum of all twelve characters, weights 1 to 12, is 0 modulo 23.</summary>
    private static char CheckCharacter(ReadOnlySpan<char> payload)
    {
        var sum = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            sum += (i + 1) * Alphabet.IndexOf(payload[i], StringComparison.Ordinal);
        }

        const int InverseOfTwelve = 2; // 12 * 2 = 24 = 1 (mod 23)
        var check = (Alphabet.Length - (sum % Alphabet.Length)) * InverseOfTwelve % Alphabet.Length;
        return Alphabet[check];
    }
}
