namespace SelfLearning;

/// <summary>What the values of a parameter are.</summary>
public enum ParameterKind
{
    /// <summary>A closed list of texts without an order.</summary>
    Categorical,

    /// <summary><c>false</c> or <c>true</c>.</summary>
    Boolean,

    /// <summary>Whole numbers between two bounds, a step apart.</summary>
    Integer,

    /// <summary>Real numbers between two bounds, a step apart.</summary>
    Real,
}
