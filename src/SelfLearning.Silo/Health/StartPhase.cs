namespace SelfLearning.Silo.Health;

/// <summary>The steps of a start, in their order.</summary>
internal enum StartPhase
{
    /// <summary>Opens ports and reads the membership table.</summary>
    Clustering,

    /// <summary>Opens the storages and reads from that of the product.</summary>
    Storage,

    /// <summary>Joins the cluster.</summary>
    Joining,

    /// <summary>Registers its modules.</summary>
    Modules,

    /// <summary>Takes work.</summary>
    Active,
}
