namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>A request as the bytes that are sent.</summary>
/// <param name="Kind">What is wrong with it, in a word.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="MustBeAnswered">Whether it is whole HTTP, so that closing the connection without a word is no answer.</param>
internal sealed record HostileRequest(string Kind, byte[] Bytes, bool MustBeAnswered);
