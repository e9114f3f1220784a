namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>A test that is skipped where its validator cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ValidatorFactAttribute : FactAttribute
{
    public ValidatorFactAttribute(string program) => Skip = Validators.Missing(program);
}
