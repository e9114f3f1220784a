namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>One way of learning in a simulated context: what it serves, and what it makes of feedback.</summary>
internal interface ISimulatedContext
{
    /// <summary>For each parameter the place of the value in use (for a learner that varies every call: the value it recommends).</summary>
    IReadOnlyList<int> Incumbents { get; }

    /// <summary>Decides what a call gets.</summary>
    /// <param name="call">The number of the call, from 0; the calls come in this order.</param>
    Served Serve(int call);

    /// <summary>Takes in one feedback.</summary>
    /// <param name="served">What the call got.</param>
    /// <param name="quality">0 to 1.</param>
    void Learn(in Served served, double quality);

    /// <summary>Ends a learning cycle: changes at most one value in use.</summary>
    /// <returns>The change, or <c>null</c>.</returns>
    Change? EndCycle();
}
