using Azure.Data.Tables;
using SelfLearning.Storage.Azure.Clustering;

namespace SelfLearning.Storage.Azure.Tests.Clustering;

public sealed class VersionRowsTests
{
    [Theory]
    [InlineData("4", "4", "4", true)]
    [InlineData("5", "4", "5", false)]
    [InlineData("5", "4", "4", true)] // An old silo writes VersionRow alone.
    [InlineData("5", "4", null, false)]
    [InlineData("5", null, null, true)]
    public void Pages_are_of_one_version_when_their_bounds_agree(string version, string? first, string? last, bool expected)
    {
        (string Key, string? Version)[] rows = [("!Start", first), ("VersionRow", version), ("~End", last)];

        Assert.Equal(expected, VersionRows.AreOfOneVersion(
            [.. rows.Where(row => row.Version is not null).Select(row => new TableEntity("c", row.Key) { ["MembershipVersion"] = row.Version })]));
    }
}
