namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>The orders of the contexts of a module.</summary>
internal enum ContextSort
{
    /// <summary>Most operations first.</summary>
    Traffic,

    /// <summary>Greatest gain first.</summary>
    Gain,

    /// <summary>Last active first.</summary>
    Activity,

    /// <summary>By key.</summary>
    Name,
}
