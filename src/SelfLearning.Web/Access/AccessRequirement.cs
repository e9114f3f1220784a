using Microsoft.AspNetCore.Authorization;

namespace SelfLearning.Web.Access;

/// <summary>That whoever asks has a role.</summary>
internal sealed record AccessRequirement(AccessRole Role) : IAuthorizationRequirement;
