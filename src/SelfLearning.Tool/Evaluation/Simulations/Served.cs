namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>What a call got.</summary>
/// <param name="Setting">The place of the setting in the world.</param>
/// <param name="Version">The policy version it was decided with, from 1; 0 where there are no versions.</param>
/// <param name="Candidate">The place in that version's candidates of the value that was tried; -1 when all values in use were served.</param>
internal readonly record struct Served(int Setting, int Version = 0, int Candidate = -1);
