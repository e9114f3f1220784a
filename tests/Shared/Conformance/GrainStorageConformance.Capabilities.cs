namespace SelfLearning.Tests.Conformance;

/// <content>
/// Where storages may differ. What a storage cannot do is asserted too, so that it is noticed when a new version can.
/// </content>
public abstract partial class GrainStorageConformance
{
    /// <summary>
    /// Gets whether a clear removes the record, so that afterwards there is no ETag; else its empty row keeps one.
    /// </summary>
    protected virtual bool ClearRemovesTheRecord => true;

    /// <summary>
    /// Gets whether a clear without a record makes an empty row, with an ETag.
    /// </summary>
    protected virtual bool ClearMakesARow => false;

    /// <summary>
    /// Gets whether a conflict says which ETag was given.
    /// </summary>
    protected virtual bool ConflictNamesTheETag => true;

    /// <summary>
    /// Gets whether a cancelled token is observed.
    /// </summary>
    protected virtual bool ObservesTokens => true;

    /// <summary>
    /// Gets whether a state is serialized before the call returns; else it may take its bytes late, while it waits for a connection.
    /// </summary>
    protected virtual bool SerializesAtTheCall => true;

    /// <summary>
    /// Gets whether the type of a grain is a part of the name of its record.
    /// </summary>
    protected virtual bool KeepsGrainTypesApart => true;

    /// <summary>
    /// Gets whether keys are texts, and <c>a</c> and <c>0a</c> not the same number.
    /// </summary>
    protected virtual bool KeepsNumbersApart => true;

    /// <summary>
    /// Gets whether a key may hold NUL; else it is refused.
    /// </summary>
    protected virtual bool TakesNulInKeys => true;

    /// <summary>
    /// Gets the number of characters a grain id may have.
    /// </summary>
    protected virtual int LongestKey => 4_000;

    /// <summary>
    /// Gets the number of bytes a serialized state may have; null for more than any test writes.
    /// </summary>
    protected virtual int? StateLimit => null;
}
