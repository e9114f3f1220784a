#pragma warning disable CS0618 // The obsolete members are what is called here.

namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>A membership table of which only the members without a token are reached: the others are those of the interface, which call them.</summary>
internal sealed class TokenlessMembership(IMembershipTable table) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

    public Task<MembershipTableData> ReadAll() => table.ReadAll();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReadRow(key);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => table.UpdateRow(entry, etag, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);
}
