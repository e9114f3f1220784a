namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>The membership table of the official packages, in their program, which has initialized it.</summary>
internal sealed class OfficialMembership(OfficialProgram program) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public async Task<MembershipTableData> ReadAll() => Members(await CallAsync(new Call("all")));

    public async Task<MembershipTableData> ReadRow(SiloAddress key) =>
        Members(await CallAsync(new Call("row") { Silo = new MembershipEntry { SiloAddress = key } }));

    public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        (await CallAsync(new Call("insert") { Silo = entry, Version = tableVersion.Version, Token = tableVersion.VersionEtag })).Done;

    public async Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        (await CallAsync(new Call("update") { Silo = entry, ETag = etag, Version = tableVersion.Version, Token = tableVersion.VersionEtag })).Done;

    public Task UpdateIAmAlive(MembershipEntry entry) => CallAsync(new Call("beat") { Silo = entry });

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CallAsync(new Call("clean") { Date = beforeDate });

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    private static MembershipTableData Members(Answer answer) => new(
        [.. answer.Silos.Zip(answer.Tokens, Tuple.Create)], new TableVersion(answer.Version, answer.VersionToken));

    private async Task<Answer> CallAsync(Call call)
    {
        var answer = await program.CallAsync(call);
        return answer.Error is null ? answer : throw new InvalidOperationException(answer.Error);
    }
}
