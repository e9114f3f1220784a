namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>As <see cref="ValidatorFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ValidatorTheoryAttribute : TheoryAttribute
{
    public ValidatorTheoryAttribute(string program) => Skip = Validators.Missing(program);
}
