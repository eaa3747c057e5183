using System.Buffers.Binary;
using CsCheck;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class QueueDrawTests
{
    private static readonly Gen<QueueDraw> _draws = Gen.Select(
        Gen.Frequency((3, Gen.Int[0, 70]), (1, Gen.Int[71, 3000])), Gen.Byte.Array[QueueDraw.SeedLength], (among, seed) => new QueueDraw(among, seed));

    [Fact]
    public void Among_any_number_every_place_is_given_exactly_once() =>
        _draws.Sample(draw => Assert.Equal(Enumerable.Range(0, draw.Among), Enumerable.Range(0, draw.Among).Select(draw.PlaceOf).Order()), iter: 60);

    [Fact]
    public void Whoever_came_after_the_draw_has_the_place_in_which_they_came() =>
        Gen.Select(_draws, Gen.Int[0, 100_000]).Sample((draw, later) => Assert.Equal(draw.Among + later, draw.PlaceOf(draw.Among + later)), iter: 60);

    [Fact]
    public void A_place_does_not_depend_on_what_was_asked_before() => _draws.Where(draw => draw.Among > 0).Sample(
        draw =>
        {
            var forth = Enumerable.Range(0, draw.Among).Select(draw.PlaceOf).ToList();
            var back = Enumerable.Range(0, draw.Among).Reverse().Select(new QueueDraw(draw.Among, draw.Seed.ToArray()).PlaceOf).Reverse();
            Assert.Equal(forth, back);
        },
        iter: 20);

    /// <summary>Each number's places over many seeds, against equal chances: the statistic's mean is N - 1, and six deviations above it is one in a billion.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(16)]
    public void Over_many_seeds_everybody_has_every_place_equally_often(int among)
    {
        const int Seeds = 3_000;
        var counts = new int[among, among];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draw = new QueueDraw(among, Seed(seed));
            for (var number = 0; number < among; number++)
            {
                counts[number, draw.PlaceOf(number)]++;
            }
        }

        var expected = (double)Seeds / among;
        for (var number = 0; number < among; number++)
        {
            var chiSquare = Enumerable.Range(0, among).Sum(place => Math.Pow(counts[number, place] - expected, 2) / expected);
            Assert.InRange(chiSquare, 0, among - 1 + (6 * Math.Sqrt(2 * (among - 1))) + 12);
        }
    }

    /// <summary>That a friend of somebody at the front is there too would be seen in pairs.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Over_many_seeds_two_neighbours_have_every_pair_of_places_equally_often(int among)
    {
        const int Seeds = 6_000;
        var counts = new Dictionary<(int, int), int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draw = new QueueDraw(among, Seed(seed));
            var pair = (draw.PlaceOf(0), draw.PlaceOf(1));
            counts[pair] = counts.GetValueOrDefault(pair) + 1;
        }

        var pairs = among * (among - 1);
        var expected = (double)Seeds / pairs;
        var chiSquare = counts.Values.Sum(count => Math.Pow(count - expected, 2) / expected) + ((pairs - counts.Count) * expected);
        Assert.InRange(chiSquare, 0, pairs - 1 + (6 * Math.Sqrt(2 * (pairs - 1))) + 12);
    }

    [Fact]
    public void Two_seeds_make_two_orders()
    {
        var (one, other) = (QueueDraw.Make(1000), QueueDraw.Make(1000));

        Assert.NotEqual(Enumerable.Range(0, 1000).Select(one.PlaceOf), Enumerable.Range(0, 1000).Select(other.PlaceOf));
    }

    private static byte[] Seed(int number)
    {
        var seed = new byte[QueueDraw.SeedLength];
        BinaryPrimitives.WriteInt32BigEndian(seed, number);
        return seed;
    }
}
