using System.Globalization;
using System.Net;
using Azure.Data.Tables;

namespace SelfLearning.Storage.Azure.Clustering;

/// <summary>
/// One silo as a row: every column is text, dates are <c>yyyy-MM-dd HH:mm:ss.fff GMT</c>.
/// </summary>
internal static class SiloRow
{
    private const char Separator = '|';

    /// <summary>
    /// The row key <c>{ip}-{port}-{generation}</c>.
    /// </summary>
    public static string KeyOf(SiloAddress silo) =>
        string.Create(CultureInfo.InvariantCulture, $"{silo.Endpoint.Address}-{silo.Endpoint.Port}-{silo.Generation}");

    /// <summary>
    /// The row of a silo.
    /// </summary>
    public static TableEntity Write(string clusterId, MembershipEntry entry, int version)
    {
        var silo = entry.SiloAddress;
        var suspects = entry.SuspectTimes ?? [];
        return new TableEntity(clusterId, KeyOf(silo))
        {
            ["DeploymentId"] = clusterId,
            ["Address"] = silo.Endpoint.Address.ToString(),
            ["Port"] = Text(silo.Endpoint.Port),
            ["Generation"] = Text(silo.Generation),
            ["HostName"] = entry.HostName,
            ["Status"] = entry.Status.ToString(),
            ["ProxyPort"] = Text(entry.ProxyPort),
            ["RoleName"] = entry.RoleName,
            ["SiloName"] = entry.SiloName,
            ["InstanceName"] = entry.SiloName, // The name of the column before it was called SiloName.
            ["UpdateZone"] = Text(entry.UpdateZone),
            ["FaultZone"] = Text(entry.FaultZone),
            ["SuspectingSilos"] = string.Join(Separator, suspects.Select(suspect => suspect.Item1.ToParsableString())),
            ["SuspectingTimes"] = string.Join(Separator, suspects.Select(suspect => LogFormatter.PrintDate(suspect.Item2))),
            ["StartTime"] = LogFormatter.PrintDate(entry.StartTime),
            ["IAmAliveTime"] = LogFormatter.PrintDate(entry.IAmAliveTime),
            ["MembershipVersion"] = Text(version),
        };
    }

    /// <summary>
    /// The columns of a heartbeat. Merged into the row, they leave the others as they are.
    /// </summary>
    public static TableEntity WriteHeartbeat(string clusterId, MembershipEntry entry) => new(clusterId, KeyOf(entry.SiloAddress))
    {
        ["DeploymentId"] = clusterId,
        ["IAmAliveTime"] = LogFormatter.PrintDate(entry.IAmAliveTime),
    };

    /// <summary>
    /// The silo of a row.
    /// </summary>
    /// <exception cref="FormatException">A column is missing or is not what it should be.</exception>
    public static MembershipEntry Read(TableEntity row) => new()
    {
        SiloAddress = AddressOf(row.RowKey),
        HostName = row.GetString("HostName"),
        Status = Enum.TryParse<SiloStatus>(row.GetString("Status"), out var status)
            ? status
            : throw new FormatException($"Status '{row.GetString("Status")}' is none of {string.Join(", ", Enum.GetNames<SiloStatus>())}."),
        ProxyPort = Number(row, "ProxyPort"),
        RoleName = row.GetString("RoleName"),
        SiloName = row.GetString("SiloName") is { Length: > 0 } name ? name : row.GetString("InstanceName"),
        UpdateZone = Number(row, "UpdateZone"),
        FaultZone = Number(row, "FaultZone"),
        StartTime = Date(row.GetString("StartTime")),
        IAmAliveTime = Date(row.GetString("IAmAliveTime")),
        SuspectTimes = ReadSuspects(row),
    };

    /// <summary>
    /// When anything was last heard of a silo: its start, its heartbeat or a vote against it.
    /// </summary>
    public static DateTime LastUpdate(MembershipEntry entry) =>
        (entry.SuspectTimes ?? []).Select(suspect => suspect.Item2).Append(entry.StartTime).Append(entry.IAmAliveTime).Max();

    /// <summary>
    /// The address in a row key.
    /// </summary>
    /// <exception cref="FormatException">It is not the key of a silo.</exception>
    public static SiloAddress AddressOf(string rowKey)
    {
        var first = rowKey.IndexOf('-', StringComparison.Ordinal);
        var last = rowKey.LastIndexOf('-');
        return first > 0 && last > first
            ? SiloAddress.New(
                IPAddress.Parse(rowKey[..first]),
                int.Parse(rowKey.AsSpan(first + 1, last - first - 1), CultureInfo.InvariantCulture),
                int.Parse(rowKey.AsSpan(last + 1), CultureInfo.InvariantCulture))
            : throw new FormatException($"Row key '{rowKey}' is not '<ip>-<port>-<generation>'.");
    }

    private static List<Tuple<SiloAddress, DateTime>>? ReadSuspects(TableEntity row)
    {
        var silos = Split(row.GetString("SuspectingSilos"));
        var times = Split(row.GetString("SuspectingTimes"));
        if (silos.Length == 0 && times.Length == 0) return null;
        return silos.Length == times.Length
            ? [.. silos.Zip(times, (silo, time) => Tuple.Create(SiloAddress.FromParsableString(silo), LogFormatter.ParseDate(time)))]
            : throw new FormatException($"SuspectingSilos has {silos.Length} entries and SuspectingTimes {times.Length}.");
    }

    private static string[] Split(string? text) => string.IsNullOrEmpty(text) ? [] : text.Split(Separator);

    private static DateTime Date(string? text) => string.IsNullOrEmpty(text) ? default : LogFormatter.ParseDate(text);

    private static int Number(TableEntity row, string column) =>
        row.GetString(column) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
