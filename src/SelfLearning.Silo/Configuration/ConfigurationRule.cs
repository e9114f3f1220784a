namespace SelfLearning.Silo.Configuration;

/// <summary>One thing a configuration must hold before a silo starts on it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Faults">What is wrong: one message for each fault, which names the key, the value, the rule and the way out, and shows no secret.</param>
internal sealed record ConfigurationRule(string Name, Func<IConfiguration, IEnumerable<string>> Faults);
