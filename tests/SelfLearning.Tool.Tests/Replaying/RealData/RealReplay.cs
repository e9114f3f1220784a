using SelfLearning.Tool.CommandLine;
using SelfLearning.Tool.Replaying;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Replaying.RealData;

/// <summary>Replays of the data files, 20,000 calls a run.</summary>
internal static class RealReplay
{
    public const string Prompts = "llm-prompt-cost/llm_prompt_cost.csv.gz";
    public const string Temperatures = "llm-temperature/llm_temperature.csv.gz";
    public const string Videos = "video-encoder-config/x264_measurements.csv.gz";

    private const string VideoFolder = "video-encoder-config";

    public static ReplayReport OfPrompts(double threshold, int seeds = 20) => Run(
        Exams(Prompts, ["prompt"], ["prompt=baseline"], "context!=comprehensive", "model=gpt-35-turbo"), threshold, seeds, bernoulli: true);

    public static ReplayReport OfModelsAndPrompts(double threshold) => Run(
        Exams(Prompts, ["model+prompt"], ["model+prompt=gpt-35-turbo|baseline"], "context!=comprehensive") with { Penalty = new Penalty("cost_usd_per_call", 10) },
        threshold, 20, bernoulli: false);

    public static ReplayReport OfTemperatures(double threshold) => Run(
        Exams(
            Temperatures, ["temperature:real:0:1:0.1"], ["temperature=0.7"],
            "exam!=comprehensive", "model=gpt-35-turbo", "prompt=chain_of_thought"),
        threshold, 20, bernoulli: true);

    public static ReplayReport OfTheCliff(double threshold) => Run(
        Exams(
            Temperatures, ["temperature:real:0:1.6:0.1"], ["temperature=1.6"],
            "exam=comprehensive", "model=gpt-35-turbo", "prompt=chain_of_thought"),
        threshold, 20, bernoulli: true);

    /// <summary>
    /// Four options of which 27 of the 32 combinations are measured, from the encoder's own defaults. Chosen on these data: of options that the
    /// measured configurations cover badly, the learner mostly sees neighbours and does not reach the best fixed ones.
    /// </summary>
    public static ReplayReport OfVideos(double threshold) => Run(
        new DataMapping(
            DataFactAttribute.PathOf(Videos),
            [.. new[] { "deblock", "mixed_ref:boolean", "chroma_qp_offset:integer", "bframes:integer" }.Select(MappingText.Parameter)],
            "feedback")
        {
            Joins =
            [
                new(DataFactAttribute.PathOf($"{VideoFolder}/x264_inputs.csv"), "input_id"),
                new(DataFactAttribute.PathOf($"{VideoFolder}/x264_configs.csv"), "config_id"),
            ],
            Context = "context",
            Id = "input_id",
            Defaults = [new("deblock", "1:0:0"), new("mixed_ref", "1"), new("chroma_qp_offset", "0"), new("bframes", "3")],
        },
        threshold, 20, bernoulli: false);

    private static DataMapping Exams(string file, string[] parameters, string[] defaults, params string[] where) =>
        new(DataFactAttribute.PathOf(file), [.. parameters.Select(MappingText.Parameter)], "feedback")
        {
            Context = "context",
            Id = "question_id",
            Where = [.. where.Select(MappingText.Condition)],
            Defaults = [.. defaults.Select(MappingText.Default)],
        };

    private static ReplayReport Run(DataMapping mapping, double threshold, int seeds, bool bernoulli) => FullInformationReplay.Run(
        DataSource.Open(mapping, null, CancellationToken.None),
        new ReplayOptions(20_000, seeds, 1, 10, bernoulli, Environment.ProcessorCount, new ModuleOptions { AdaptationThreshold = threshold }),
        _ => { }, CancellationToken.None);
}
