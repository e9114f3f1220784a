using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace SelfLearning.Tests.Exceptions;

public sealed class ExceptionRoundTripTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    public static TheoryData<SelfLearningException> All =>
    [
        new SelfLearningException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new ModuleConfigurationException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new ModuleNotFoundException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new ModuleOverloadedException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new ModuleProcessingException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new AdaptationException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new MetricsException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true },
        new ClusterUnavailableException("what to do", Inner) { Module = "m", Context = "c", OperationId = "o", Field = "f", IsRetryable = true, WasSent = true },
    ];

    private static InvalidOperationException Inner => new("the cause");

    [Fact]
    public void Every_exception_of_the_assembly_is_tried() => Assert.Equal(
        typeof(SelfLearningException).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(SelfLearningException))).Select(t => t.Name).Order(),
        ((IEnumerable<object[]>)All).Select(row => row[0].GetType().Name).Order());

    [Theory]
    [MemberData(nameof(All))]
    public void An_exception_crosses_the_cluster_with_all_its_members(SelfLearningException exception)
    {
        // As Orleans sends it: the static type is Exception.
        var serializer = _services.GetRequiredService<Serializer>();
        var there = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(exception))!;

        Assert.Equal(exception.GetType(), there.GetType());
        var (copy, inner) = ((SelfLearningException)there, Assert.IsType<InvalidOperationException>(there.InnerException));
        Assert.Equal(("m", "c", "o", "f", true), (copy.Module, copy.Context, copy.OperationId, copy.Field, copy.IsRetryable));
        Assert.Equal(("what to do", "the cause"), (copy.Message, inner.Message));
        Assert.Equal((exception as ClusterUnavailableException)?.WasSent, (copy as ClusterUnavailableException)?.WasSent);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_local_copy_keeps_all_members(SelfLearningException exception)
    {
        var copy = (SelfLearningException)_services.GetRequiredService<DeepCopier>().Copy<Exception>(exception);
        Assert.Equal(("m", "c", "o", "f", true), (copy.Module, copy.Context, copy.OperationId, copy.Field, copy.IsRetryable));
        Assert.Equal("what to do", copy.Message);
        Assert.Equal("the cause", copy.InnerException?.Message);
    }
}
