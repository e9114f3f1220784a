using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Database;

namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// The one writer of a file. A thread of its own takes all waiting changes and commits them in one transaction: while one
/// transaction is on its way to the disk, the next one fills. No thread of the grains ever waits for the disk.
/// </summary>
internal sealed class CommitWriter
{
    /// <summary>
    /// The most changes in one transaction.
    /// </summary>
    public const int MaximumChanges = 1_024;

    /// <summary>
    /// A transaction takes no further change when it holds this many bytes, so that the callers in front of it are answered.
    /// </summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    private readonly string _path;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Commit> _batch = [];

    // The only continuation is the one that wakes the thread of the writer, so it may run on the thread of the caller.
    private readonly Channel<Commit> _queue =
        Channel.CreateUnbounded<Commit>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private WriterSession? _session;
    private bool _isLost;
    private long _transactions;
    private long _changes;

    /// <summary>
    /// Starts the writer on an open, current database.
    /// </summary>
    public CommitWriter(string path, WriterSession session)
    {
        _path = path;
        _session = session;
        new Thread(Run) { IsBackground = true, Name = $"SQLite writer {System.IO.Path.GetFileName(path)}" }.Start();
    }

    /// <summary>
    /// Gets the number of committed transactions.
    /// </summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>
    /// Gets the number of changes in them, conflicts included.
    /// </summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>
    /// Queues a change and waits for its answer.
    /// </summary>
    public Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) => _queue.Writer.TryWrite(commit)
        ? commit.WaitAsync(cancellationToken)
        : Task.FromException<CommitOutcome>(new SqliteGrainStorageException(
            _path, $"The SQLite file '{_path}' is closed, because the silo is stopping. The change was not stored.", null));

    /// <summary>
    /// Commits what is queued, moves the write-ahead log into the file and closes it.
    /// </summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _stopped.Task;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            TakeBatch();
            if (_batch.Count > 0)
            {
                CommitBatch();
                _batch.Clear();
            }
        }

        Close();
        _stopped.TrySetResult();
    }

    // Blocks the thread of the writer, which has nothing else to do.
    private bool WaitForWork()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompletedSuccessfully ? waiting.GetAwaiter().GetResult() : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void TakeBatch()
    {
        var bytes = 0;
        while (_batch.Count < MaximumChanges && bytes < MaximumBytes && _queue.Reader.TryRead(out var commit))
        {
            if (commit.TryTake())
            {
                _batch.Add(commit);
                bytes += commit.Size;
            }
        }
    }

    private void CommitBatch()
    {
        try
        {
            RequireFile();
            var session = _session ??= new WriterSession(SqliteConnections.OpenWriter(_path, create: false));
            session.Begin();
            foreach (var commit in _batch)
            {
                Execute(session, commit);
            }

            session.Commit();
        }
        catch (Exception fault)
        {
            Recover();
            foreach (var commit in _batch)
            {
                commit.Fail(SqliteFault.Describe(_path, "write to", fault));
            }

            return;
        }

        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _changes, _batch.Count);
        foreach (var commit in _batch)
        {
            commit.Answer();
        }
    }

    // An open file that was deleted still takes writes, and forgets them with its last handle. Nothing is acknowledged into it.
    private void RequireFile()
    {
        if (_isLost || !File.Exists(_path))
        {
            _isLost = true;
            throw new SqliteGrainStorageException(
                _path, $"The SQLite file '{_path}' was deleted or moved while it was in use. Nothing is stored until it is put back and the silo is restarted.", null);
        }
    }

    private void Execute(WriterSession session, Commit commit)
    {
        try
        {
            commit.Note(commit.Execute(session));
        }
        catch (SqliteException fault) when (SqliteFault.IsOfOneStatement(fault) && session.InTransaction)
        {
            commit.NoteFault(SqliteFault.Describe(_path, "write to", fault));
        }
    }

    /// <summary>
    /// After a fault the next transaction starts clean: on the same connection when it could be rolled back, else on a new one.
    /// </summary>
    private void Recover()
    {
        if (_session is not null && !_session.TryRollBack())
        {
            CloseSession();
        }
    }

    private void Close()
    {
        try
        {
            if (_session is not null)
            {
                SqliteConnections.Execute(_session.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        catch (Exception)
        {
            // Another process reads: everything is in the write-ahead log, the next one to open the file moves it.
        }

        CloseSession();
    }

    private void CloseSession()
    {
        var session = _session;
        _session = null;
        try
        {
            session?.Dispose();
        }
        catch (Exception)
        {
            // A connection that cannot even be closed is left behind; the thread of the writer must live.
        }
    }
}
