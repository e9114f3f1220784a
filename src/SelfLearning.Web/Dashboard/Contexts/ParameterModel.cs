using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>A parameter with what is known about its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InUse">The value in use.</param>
/// <param name="Default">The value it began with.</param>
/// <param name="Pin">Who keeps it where it is; <c>null</c> for nobody.</param>
/// <param name="Values">The values of which something is known: the one in use first, then those on trial, then the others.</param>
/// <param name="Untried">How many values were never tried.</param>
/// <param name="ScaleLow">Where the bars begin.</param>
/// <param name="ScaleHigh">Where the bars end.</param>
internal sealed record ParameterModel(
    string Name, string InUse, string Default, PinModel? Pin, ImmutableArray<ValueModel> Values, int Untried, string ScaleLow, string ScaleHigh)
{
    public static ParameterModel Of(ParameterDefinition parameter, PolicyView policy)
    {
        var inUse = policy.Policy.Values.FirstOrDefault(value => value.ParameterName == parameter.Name)?.Value ?? parameter.Default;
        var estimates = policy.Estimates.Where(estimate => estimate.ParameterName == parameter.Name).ToArray();
        var scale = QualityScale.Of(estimates.Select(estimate => QualityInterval.Of(estimate.Mean, estimate.Count)).OfType<QualityInterval>());
        var pin = policy.Pins.FirstOrDefault(each => each.ParameterName == parameter.Name);
        return new ParameterModel(
            parameter.Name,
            inUse,
            parameter.Default,
            pin is null ? null : new PinModel(pin.PinnedBy, pin.PinnedAt, pin.Note),
            [
                .. estimates.OrderByDescending(estimate => estimate.InUse).ThenByDescending(estimate => estimate.Share).ThenBy(estimate => parameter.IndexOf(estimate.Value))
                    .Select(estimate => ValueModel.Of(estimate, scale)),
            ],
            parameter.Values.Count(value => !estimates.Any(estimate => estimate.Value == value && (estimate.Count > 0 || estimate.InUse || estimate.Share > 0))),
            Figures.Quality(scale.Low),
            Figures.Quality(scale.High));
    }
}
