using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace SelfLearning.Tests.Modules;

public sealed class PayloadTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = PayloadJson.DefaultOptions;
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Inside_a_process_the_object_itself_travels()
    {
        var song = new Song("folk", 3);
        var copy = _services.GetRequiredService<DeepCopier>().Copy(Payload.Of(song, Json));
        Assert.True(copy.TryRead<Song>(Json, out var read, out var error));
        Assert.Same(song, read);
        Assert.Null(error);
    }

    [Fact]
    public void Between_processes_json_travels()
    {
        var there = Wire(Payload.Of(new Song("folk", 3), Json));
        Assert.Equal("""{"genre":"folk","verses":3}""", Encoding.UTF8.GetString(there.ToJson()));
        Assert.True(there.TryRead<Song>(Json, out var read, out _));
        Assert.Equal(new Song("folk", 3), read);
    }

    [Fact]
    public void A_payload_goes_on_over_a_second_wire()
    {
        Assert.True(Wire(Wire(Payload.Of(new Song("folk", 3), Json))).TryRead<Song>(Json, out var read, out _));
        Assert.Equal(3, read.Verses);
    }

    [Fact]
    public void Plain_values_travel_too()
    {
        Assert.True(Wire(Payload.Of("text", Json)).TryRead<string>(Json, out var text, out _));
        Assert.Equal("text", text);
        Assert.True(Wire(Payload.Of(7, Json)).TryRead<int>(Json, out var number, out _));
        Assert.Equal(7, number);
        Assert.True(Payload.Of(7, Json).TryRead<int>(Json, out number, out _));
        Assert.Equal(7, number);
    }

    [Fact]
    public void The_json_is_read_once()
    {
        var there = Wire(Payload.Of(new Song("folk", 3), Json));
        there.TryRead<Song>(Json, out var first, out _);
        there.TryRead<Song>(Json, out var second, out _);
        Assert.Same(first, second);
    }

    [Fact]
    public void The_json_is_made_once()
    {
        var payload = Payload.Of(new Song("folk", 3), Json);
        Assert.Same(payload.ToJson(), payload.ToJson());
    }

    [Fact]
    public void Another_type_than_expected_is_an_error_on_both_ways()
    {
        Assert.Equal("it is a Song", ErrorOf<Chord>(Payload.Of(new Song("folk", 3), Json)));
        Assert.Contains("genre", ErrorOf<Chord>(Wire(Payload.Of(new Song("folk", 3), Json))), StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_an_error_on_both_ways()
    {
        Assert.Equal("it is null", ErrorOf<Song>(Payload.Of<Song?>(null, Json)));
        Assert.Equal("it is null", ErrorOf<Song>(Wire(Payload.Of<Song?>(null, Json))));
    }

    [Theory]
    [InlineData("""{"genre":"folk","verses":3,"mood":"sad"}""", "mood")]
    [InlineData("""{"genre":"folk"}""", "verses")]
    [InlineData("""{"genre":"folk","verses":"three"}""", "verses")]
    [InlineData("""{"genre":null,"verses":3}""", "genre")]
    [InlineData("""{"genre":"folk","genre":"rock","verses":3}""", "genre")]
    [InlineData("""{"genre":"folk",""", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("[]", "JSON")]
    public void Json_that_does_not_fit_is_an_error_that_says_where(string json, string where) =>
        Assert.Contains(where, ErrorOf<Song>(Payload.OfJson(Encoding.UTF8.GetBytes(json))), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_utf8_are_an_error() => Assert.NotEmpty(ErrorOf<string>(Payload.OfJson([0x22, 0xFF, 0xFE, 0x22])));

    [Fact]
    public void No_type_is_created_by_a_name_in_the_json()
    {
        Witness.Created = 0;
        var name = typeof(Witness).AssemblyQualifiedName;
        foreach (var member in new[] { "$type", "$id", "type", "__type" })
        {
            var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object?> { [member] = name, ["genre"] = "folk", ["verses"] = 3 }));
            Assert.False(Payload.OfJson(json).TryRead<Song>(Json, out _, out _));
            Assert.True(Payload.OfJson(json).TryRead<object>(Json, out var any, out _));
            Assert.IsType<JsonElement>(any);
        }

        Assert.Equal(0, Witness.Created);
    }

    private static string ErrorOf<T>(Payload payload)
        where T : notnull
    {
        Assert.False(payload.TryRead<T>(Json, out _, out var error));
        return error!;
    }

    private Payload Wire(Payload payload)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<Payload>(serializer.SerializeToArray(payload))!;
    }

    internal sealed record Song(string Genre, int Verses);

    internal sealed record Chord(string Root);

    internal sealed class Witness
    {
        public static int Created;

        [JsonConstructor]
        public Witness() => Created++;
    }
}
