using System.Text.RegularExpressions;
using SelfLearning.Deploy.Tests.Validation;

namespace SelfLearning.Deploy.Tests.Image;

/// <summary>The instructions of the Dockerfile.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Name, string Text)> _instructions;

    private Dockerfile(List<(string Name, string Text)> instructions) => _instructions = instructions;

    public static string FilePath => Repository.PathOf("deploy/Dockerfile");

    public static Dockerfile Read()
    {
        var lines = File.ReadAllLines(FilePath).Where(line => !line.StartsWith('#') && line.Length > 0);
        var joined = Continuation().Replace(string.Join('\n', lines), " ");
        return new Dockerfile([.. joined.Split('\n').Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1].Trim()))]);
    }

    /// <summary>Those of the image itself, after the stages that build.</summary>
    public Dockerfile Final => new(_instructions[_instructions.FindLastIndex(instruction => instruction.Name == "FROM")..]);

    /// <summary>Those before another one.</summary>
    public Dockerfile Before(string name, string text) => new(_instructions[.._instructions.IndexOf((name, text))]);

    public IEnumerable<string> All(string name) => _instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Text);

    public IEnumerable<KeyValuePair<string, string?>> Environment => All("ENV")
        .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]));

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}
