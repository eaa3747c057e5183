using CsCheck;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class SeatBytesTests
{
    private static readonly Gen<DateTimeOffset> s_instant = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<Seat> s_seat = Gen.Select(
        Gen.Select(Gen.Int[-1, 300], Gen.Int[0, 700], Gen.Enum<SeatState>(), Gen.Enum<Visit>()),
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 30], Gen.String[Gen.Char.AlphaNumeric, 0, 30], Gen.String[Gen.Char.AlphaNumeric, 0, 30], Gen.OneOf(Gen.Const("first"), Gen.Const("lost"), Gen.Const("證件"))),
        Gen.Select(Gen.OneOf(s_instant, Gen.Const(DateTimeOffset.MaxValue)), s_instant.Nullable(), Gen.String[Gen.Char.AlphaNumeric, 0, 20].Null(), Gen.String[Gen.Char.AlphaNumeric, 0, 20].Null()),
        (place, owner, rest) => new Seat(
            place.Item1, place.Item2, place.Item3, new SeatOwner(owner.Item1, owner.Item2, owner.Item3, owner.Item4), rest.Item1, rest.Item3, place.Item4, rest.Item2, rest.Item4));

    [Fact]
    public void Seats_come_back_as_they_were() =>
        s_seat.Array[0, 40].Sample(seats => Assert.Equal(seats, SeatBytes.Read(SeatBytes.Write(seats))));

    [Fact]
    public void A_shape_that_is_not_known_is_said_to_be_so() =>
        Assert.Throws<InvalidDataException>(() => SeatBytes.Read("[]"u8.ToArray()));

    [Fact]
    public void The_largest_session_fits_into_a_property()
    {
        var seats = Enumerable.Range(0, 640).Select(number => new Seat(
            number % 40, number / 40, SeatState.Booked, new SeatOwner(new string('c', 12), new string('p', 22), new string('r', 14), "lost"), DateTimeOffset.MaxValue, new string('k', 12)));

        Assert.InRange(SeatBytes.Write([.. seats]).Length, 1, 64 * 1024);
    }
}
