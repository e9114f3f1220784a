namespace SelfLearning.Server;

/// <summary>
/// What a <see cref="LearningState"/> tells the context it belongs to. An interface rather than callbacks, which would be objects of their own
/// in each of very many contexts; and a state is tested without a context.
/// </summary>
internal interface ILearningOwner
{
    /// <summary>Another activation has written, which so owns the context.</summary>
    void OnLost();

    /// <summary>The state has become degraded.</summary>
    void OnDegraded();

    /// <summary>The record of a write is made in this turn; may change the model, must not throw.</summary>
    void OnWriting(ContextModel model);

    /// <summary>A write has ended well; its callers are answered in this turn.</summary>
    void OnCommitted();
}
