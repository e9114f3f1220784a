namespace SelfLearning;

/// <summary>A value on trial beside the value in use of the same parameter.</summary>
/// <param name="ParameterName">The parameter.</param>
/// <param name="Value">The value on trial.</param>
/// <param name="ValueInUse">The value in use.</param>
/// <param name="Count">Feedbacks about the value on trial.</param>
/// <param name="CountInUse">Feedbacks about the value in use.</param>
/// <param name="Difference">The mean quality of the value on trial less that of the value in use, -1 to 1; 0 while one of them has no feedback.</param>
/// <param name="Low">The lower end of the interval that holds the true difference in at least about 95 of 100 cases, -1 to 1.</param>
/// <param name="High">The upper end of the interval, -1 to 1.</param>
/// <param name="Confidence">The learner's confidence that the value on trial is better, 0 to 0.99; <c>null</c> where it has no view.</param>
[GenerateSerializer, Immutable, Alias("selflearning.value-comparison")]
public sealed record ValueComparison(
    string ParameterName, string Value, string ValueInUse, long Count, long CountInUse, double Difference, double Low, double High, double? Confidence);
