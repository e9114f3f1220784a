using System.Collections.Immutable;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A module for tests that does what the request says.</summary>
public sealed class ScriptModule(ScriptGates gates, TimeProvider time) : LearningModule<Script, Scene, SceneConfig>
{
    public override ContextKey ContextOf(Script request) => ContextKey.Parse(request.Context);

    public override async Task<Outcome<Scene>> ProcessAsync(Script request, SceneConfig config, CancellationToken cancellationToken)
    {
        var gate = gates[request.Context];
        gate.Enter();
        var scene = new Scene($"{config.Length}/{config.Warmth}");
        switch (request.Do)
        {
            case "fail":
                throw new InvalidOperationException(request.Text);
            case "partial":
                return Outcome<Scene>.Partial(scene, ImmutableDictionary<string, string>.Empty.Add("missing", "the end"));
            case "annotate":
                return Outcome<Scene>.Success(scene, ImmutableDictionary<string, string>.Empty.Add("tokens", "42"));
            case "take time":
                // A quarter of a second on the clock of the test.
                ((Microsoft.Extensions.Time.Testing.FakeTimeProvider)time).Advance(TimeSpan.FromMilliseconds(250));
                return scene;
            case "wait":
                await gate.Opened.WaitAsync(cancellationToken);
                return scene;
            case "ignore":
                await gate.Opened;
                return scene;
            case "block":
                gate.Opened.Wait(CancellationToken.None);
                return scene;
            case "work":
                await Task.Delay(TimeSpan.FromSeconds(double.Parse(request.Text!, System.Globalization.CultureInfo.InvariantCulture)), cancellationToken);
                return scene;
            default:
                return scene;
        }
    }

    public override ValueTask<double?> QualityAsync(Script request, Scene result, CancellationToken cancellationToken) => request.Do switch
    {
        "judge badly" => throw new InvalidOperationException("no judge"),
        "judge too late" => throw new TaskCanceledException("the judge took too long"),
        _ => ValueTask.FromResult(request.Quality),
    };
}
