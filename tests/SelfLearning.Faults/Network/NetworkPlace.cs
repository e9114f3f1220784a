using System.Globalization;
using SelfLearning.Faults.Processes;

namespace SelfLearning.Faults.Network;

/// <summary>Where one silo runs in the private network: its own address, its own cable.</summary>
/// <param name="number">1, 2, 3, ...</param>
/// <param name="holder">The process whose network it is.</param>
internal sealed class NetworkPlace(int number, string holder)
{
    /// <summary>The address of the program that makes the run, and of the storage.</summary>
    public const string Hub = "10.77.0.1";

    /// <summary>The silo's address.</summary>
    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"10.77.0.{10 + number}");

    /// <summary>The end of its cable at the bridge.</summary>
    public string Link { get; } = string.Create(CultureInfo.InvariantCulture, $"silo{number}");

    /// <summary>What goes in front of a program to start it there.</summary>
    public string[] Enter { get; } = [$"--net=/proc/{holder}/ns/net", "--"];

    public Task UnplugAsync() => Shell.RunAsync("ip", "link", "set", Link, "down");

    public Task PlugInAsync() => Shell.RunAsync("ip", "link", "set", Link, "up");
}
