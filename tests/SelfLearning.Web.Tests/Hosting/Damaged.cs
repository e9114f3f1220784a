using System.Reflection;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A client for which one context cannot be read, as where its record is of a newer version.</summary>
internal class Damaged : DispatchProxy
{
    private object _inner = null!;
    private string _context = null!;

    public static T Of<T>(T inner, string context)
        where T : class
    {
        var proxy = Create<T, Damaged>();
        ((Damaged)(object)proxy)._inner = inner;
        ((Damaged)(object)proxy)._context = context;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args!.OfType<ContextKey>().Any(key => key.Text == _context)) throw new MetricsException("The record was written by a newer version.") { Context = _context };
        return targetMethod!.Invoke(_inner, args) is var result && result is IModuleClient module ? Of(module, _context) : result;
    }
}
