using System.Text;
using Azure.Data.Tables;
using CsCheck;
using EGov.Operations.Backups;

namespace EGov.Operations.Tests.Backups;

public sealed class EntityLineTests
{
    private static readonly Gen<object> _values = Gen.OneOf(
        Gen.String.Select(value => (object)value),
        Gen.Int.Select(value => (object)value),
        Gen.Long.Select(value => (object)value),
        Gen.Double.Select(value => (object)value),
        Gen.Bool.Select(value => (object)value),
        Gen.Guid.Select(value => (object)value),
        Gen.Byte.Array.Select(value => (object)value),
        Gen.DateTimeOffset.Select(instant => (object)instant.ToUniversalTime()));

    [Fact]
    public void Whatever_a_row_holds_its_line_gives_it_back_with_its_type() =>
        Gen.Dictionary(Gen.Int[0, 99].Select(number => $"P{number}"), _values)[0, 8].Sample(properties =>
        {
            var entity = new TableEntity(properties.ToDictionary(one => one.Key, one => Encodable(one.Value))) { PartitionKey = "p", RowKey = "r" };

            var read = EntityLine.Read(Encoding.UTF8.GetString(EntityLine.Write(entity)));

            Assert.Equal(("p", "r"), (read.PartitionKey, read.RowKey));
            Assert.All(entity, property => Assert.Equal(property.Value, read[property.Key]));
            Assert.Equal(EntityLine.Write(entity), EntityLine.Write(read));
        });

    [Fact]
    public void Equal_rows_are_equal_lines_whatever_the_order_of_their_properties() => Assert.Equal(
        EntityLine.Write(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "x" }),
        EntityLine.Write(new TableEntity("p", "r") { ["B"] = "x", ["A"] = 1 }));

    [Theory]
    [InlineData("{}")]
    [InlineData("[\"p\",\"r\"]")]
    [InlineData("[\"p\",\"r\",{\"A\":[\"float\",\"1\"]}]")]
    [InlineData("[\"p\",\"r\",{\"A\":[\"int32\",\"x\"]}]")]
    public void A_line_that_is_no_row_is_refused(string line) => Assert.Throws<FormatException>(() => EntityLine.Read(line));

    /// <summary>The service takes no half of a surrogate pair.</summary>
    private static object Encodable(object value) => value is string text ? new string([.. text.Where(letter => !char.IsSurrogate(letter))]) : value;
}
