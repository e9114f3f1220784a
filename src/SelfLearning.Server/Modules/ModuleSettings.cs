using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <summary>What a module runs with: calls with the same decision share it.</summary>
/// <param name="Values">The decided values that the code of this silo knows.</param>
/// <param name="Overridden">The bits of the parameters that the code sets on its own.</param>
/// <param name="IsAdapted">Whether some value is not its parameter's default.</param>
/// <param name="Config">The module's configuration with these values, which modules do not change.</param>
internal sealed record ModuleSettings(ImmutableArray<ParameterValue> Values, uint Overridden, bool IsAdapted, ModuleConfig Config);
