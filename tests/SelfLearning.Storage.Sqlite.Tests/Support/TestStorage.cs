using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Sqlite.Tests.Support;

/// <summary>
/// Makes the storage as a silo does, without the silo.
/// </summary>
internal static class TestStorage
{
    public static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static async Task<SqliteGrainStorage> OpenAsync(string path, string serviceId = "service", IGrainStorageSerializer? serializer = null)
    {
        var storage = new SqliteGrainStorage(
            "test",
            path,
            serviceId,
            serializer ?? new TestSerializer(),
            Services.GetRequiredService<IActivatorProvider>(),
            NullLogger<SqliteGrainStorage>.Instance);
        await storage.OpenAsync(CancellationToken.None);
        return storage;
    }

    public static HeldState<T> State<T>(T value) => new(value);

    public static async Task<HeldState<T>> ReadAsync<T>(this IGrainStorage storage, string grain) where T : new()
    {
        var state = new HeldState<T>(new T());
        await storage.ReadStateAsync("state", GrainId.Create("test", grain), state);
        return state;
    }

    public static async Task<HeldState<T>> WriteAsync<T>(this IGrainStorage storage, string grain, T value)
    {
        var state = new HeldState<T>(value);
        await storage.WriteStateAsync("state", GrainId.Create("test", grain), state);
        return state;
    }
}
