using System.Reflection;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A client of which one method fails, as where the silo that answers it has just gone.</summary>
internal class Failing : DispatchProxy
{
    private object _inner = null!;
    private string _method = null!;

    public static T Of<T>(T inner, string method)
        where T : class
    {
        var proxy = Create<T, Failing>();
        ((Failing)(object)proxy)._inner = inner;
        ((Failing)(object)proxy)._method = method;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _method) throw new ClusterUnavailableException("No silo answers.");
        return targetMethod.Invoke(_inner, args) is var result && result is IModuleClient module ? Of(module, _method) : result;
    }
}
