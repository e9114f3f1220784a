namespace SelfLearning.Server;

/// <summary>Which of two definitions of a module holds.</summary>
internal static class DefinitionRules
{
    /// <summary>What a registration does to the one in force.</summary>
    internal enum Verdict
    {
        /// <summary>Nothing: it says the same.</summary>
        Same,

        /// <summary>It holds from now on.</summary>
        Taken,

        /// <summary>Nothing: its revision is lower.</summary>
        Ignored,
    }

    /// <summary>Compares a registration with the definition in force.</summary>
    /// <param name="current">The definition in force, or <c>null</c>.</param>
    /// <param name="incoming">The registration.</param>
    /// <param name="isSilo">Whether a silo registers its own module: its configuration sets the options of its revision.</param>
    /// <exception cref="ModuleConfigurationException">The same revision with other content.</exception>
    public static Verdict Compare(ModuleDefinition? current, ModuleDefinition incoming, bool isSilo)
    {
        if (current is null || incoming.Revision > current.Revision) return Verdict.Taken;
        if (incoming.Revision < current.Revision) return Verdict.Ignored;
        var sameSpace = incoming.Parameters == current.Parameters;
        var sameOptions = incoming.Options == current.Options;
        if (sameSpace && sameOptions) return Verdict.Same;
        if (sameSpace && isSilo) return Verdict.Taken;
        throw new ModuleConfigurationException(
            $"Module '{incoming.Name}' is registered with revision {current.Revision} and {(sameSpace ? "other options" : "other parameters")}: "
            + $"raise the revision to {current.Revision + 1} to replace it"
            + (sameSpace ? ", or change its options with SetOptionsAsync." : "."))
        { Module = incoming.Name, Reason = FailureReason.Conflict };
    }
}
