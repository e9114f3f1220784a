using System.Globalization;

namespace SelfLearning.Tests.Servers;

/// <summary>One PostgreSQL with an empty database. It refuses to run as root, so root runs it as the user that its package has made.</summary>
internal sealed class PostgresProcess
{
    private const string Role = "selflearning";
    private static readonly string? Folder = FindFolder();
    private static readonly string? User = Environment.UserName == "root" ? "postgres" : null;

    private readonly string _port = FreePorts.Take(1)[0].ToString(CultureInfo.InvariantCulture);
    private DirectoryInfo? _folder;
    private ServerProcess? _process;

    /// <summary>Why it cannot be started on this machine; <c>null</c> when it can.</summary>
    public static string? Missing { get; } =
        Folder is not null ? null : "The programs of PostgreSQL (initdb, postgres, psql) are not there: apt-get install postgresql.";

    /// <summary>The same after every start.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={Role};Database=postgres";

    /// <summary>Ends when it answers.</summary>
    public async Task StartAsync()
    {
        if (_folder is null)
        {
            _folder = Directory.CreateTempSubdirectory("postgres-");
            if (User is not null) await ServerProcess.RunAsync("chown", [User, _folder.FullName]);
            await ServerProcess.RunAsync(
                Program("initdb"), ["-D", _folder.FullName, "-U", Role, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], User);
        }

        _process = await ServerProcess.StartAsync(
            Program("postgres"),
            ["-D", _folder.FullName, "-p", _port, "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullName}"],
            "database system is ready to accept connections",
            "INT", // TERM would wait until every client has left.
            User);
    }

    /// <summary>Runs a script as its header says.</summary>
    /// <param name="path">The file.</param>
    public Task RunScriptAsync(string path) => ServerProcess.RunAsync(
        Program("psql"), ["-h", "127.0.0.1", "-p", _port, "-U", Role, "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", path]);

    /// <summary>Ends when it has ended; what it holds is there at the next start.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process) await process.StopAsync();
        _process = null;
    }

    /// <summary>Ends it and deletes what it holds.</summary>
    public async Task DeleteAsync()
    {
        await StopAsync();
        _folder?.Delete(recursive: true);
        _folder = null;
    }

    private static string Program(string name) => Path.Combine(Folder!, name);

    // Debian keeps them apart from the PATH, in a folder for each version.
    private static string? FindFolder() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [])
        .FirstOrDefault(folder => ((string[])["initdb", "postgres", "psql"]).All(program => File.Exists(Path.Combine(folder, program))));
}
