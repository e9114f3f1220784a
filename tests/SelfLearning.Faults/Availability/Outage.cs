namespace SelfLearning.Faults.Availability;

/// <summary>How long callers had to do without.</summary>
internal static class Outage
{
    /// <summary>
    /// The longest time in which any one context answered no call: from the fault, or the first call that failed after it, to the first good answer
    /// to a call made after the last one that failed.
    /// </summary>
    /// <param name="calls">The calls answered since the fault.</param>
    /// <param name="fault">When the fault began.</param>
    /// <param name="until">When watching ended: a context that was down then was down until then.</param>
    public static TimeSpan Longest(IEnumerable<Call> calls, TimeSpan fault, TimeSpan until)
    {
        var longest = TimeSpan.Zero;
        foreach (var context in calls.GroupBy(call => call.Context))
        {
            TimeSpan? downSince = null;
            foreach (var call in context.OrderBy(call => call.IssuedAt))
            {
                if (!call.Succeeded) downSince ??= call.IssuedAt < fault ? fault : call.IssuedAt;
                else if (downSince is not null) End(call.AnsweredAt);
            }

            if (downSince is not null) End(until);

            void End(TimeSpan at)
            {
                if (at - downSince!.Value > longest) longest = at - downSince.Value;
                downSince = null;
            }
        }

        return longest;
    }
}
