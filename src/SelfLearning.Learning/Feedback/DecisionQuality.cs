namespace SelfLearning.Learning;

/// <summary>The quality of a decision: the weighted mean of what its sources say.</summary>
public static class DecisionQuality
{
    /// <summary>Combines the sources; a source that has not spoken is <see cref="double.NaN"/>.</summary>
    /// <param name="user">What the user says, 0 to 1.</param>
    /// <param name="automatic">What programs say, 0 to 1.</param>
    /// <param name="options">The weights.</param>
    /// <returns>0 to 1; <see cref="double.NaN"/> when no source has spoken.</returns>
    public static double Of(double user, double automatic, ModuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (double.IsNaN(user)) return automatic;
        if (double.IsNaN(automatic) || options.AutomaticWeightAfterUser == 0) return user;
        var (u, a) = (options.UserWeight, options.AutomaticWeightAfterUser);
        return ((u * user) + (a * automatic)) / (u + a);
    }
}
