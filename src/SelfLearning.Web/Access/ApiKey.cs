using System.Collections.Immutable;

namespace SelfLearning.Web.Access;

/// <summary>A key that is configured: who has it and what it opens, without the key itself.</summary>
/// <param name="Name">Who has it; goes into logs and into the records of decisions.</param>
/// <param name="Hash">The SHA-256 of the key's text.</param>
/// <param name="Roles">What its holder may do.</param>
/// <param name="Modules">The modules it is bound to; empty for all.</param>
internal sealed record ApiKey(string Name, ImmutableArray<byte> Hash, ImmutableArray<AccessRole> Roles, ImmutableArray<string> Modules);
