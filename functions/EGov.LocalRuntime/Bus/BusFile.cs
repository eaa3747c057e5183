using Microsoft.Data.Sqlite;

namespace EGov.LocalRuntime.Bus;

internal enum MessageState
{
    Active = 0,
    Locked = 1,
    Scheduled = 2,
    Dead = 3,
}

/// <summary>What a sender handed over, as it lies in the file.</summary>
internal sealed record Content(
    string MessageId,
    string? Subject,
    string? ContentType,
    string? CorrelationId,
    string? SessionId,
    string? Properties,
    byte[] Body);

/// <summary>A message under lock. The sequence number and the delivery's count together are the lock's token.</summary>
internal sealed record Delivery(Queue Queue, long Sequence, int Count, long EnqueuedAt, long LockedUntil, Content Content);

/// <summary>
/// The SQLite file of the bus, used by one thread at a time. Instants are Unix milliseconds.
/// WAL with synchronous=NORMAL: a commit is in the operating system's hands, so it outlives this process however it ends;
/// only a power cut can undo the last few, and it never damages the file. A developer's machine needs no more.
/// </summary>
internal sealed class BusFile : IDisposable
{
    private const string Columns = "message_id, subject, content_type, correlation_id, session, properties, body";

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS entity(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS message(
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          entity INTEGER NOT NULL,
          state INTEGER NOT NULL,
          deliveries INTEGER NOT NULL DEFAULT 0,
          due INTEGER,
          enqueued INTEGER NOT NULL,
          reason TEXT, description TEXT,
          message_id TEXT NOT NULL, subject TEXT, content_type TEXT, correlation_id TEXT, session TEXT, properties TEXT,
          body BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS message_by_state ON message(entity, state, seq);
        CREATE INDEX IF NOT EXISTS message_by_due ON message(due) WHERE due IS NOT NULL;
        CREATE INDEX IF NOT EXISTS message_by_session ON message(entity, session, state, seq) WHERE session IS NOT NULL;
        CREATE TABLE IF NOT EXISTS seen(
          entity INTEGER NOT NULL, message_id TEXT NOT NULL, until INTEGER NOT NULL,
          PRIMARY KEY(entity, message_id));
        CREATE INDEX IF NOT EXISTS seen_by_until ON seen(until);
        CREATE TABLE IF NOT EXISTS memo(
          kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY(kind, key)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, long> _entities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, string> _paths = [];
    private readonly Statement _begin, _commit, _rollback, _addEntity, _insert, _firstActive, _firstOfSession, _lock, _delete, _free, _uncount, _bury,
        _renew, _due, _nextDue, _undue, _cancel, _deleteScheduled, _see, _forget, _remember, _recall, _unremember, _revive;

    public BusFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Pragma("journal_mode=WAL");
        Pragma("synchronous=NORMAL");
        Pragma("wal_autocheckpoint=4000");
        Pragma("cache_size=-32000");
        Pragma(Schema, pragma: false);

        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _addEntity = Prepare("INSERT INTO entity(path) VALUES(?1) ON CONFLICT(path) DO UPDATE SET path = path RETURNING id", 1);
        _insert = Prepare(
            $"INSERT INTO message(entity, state, due, enqueued, {Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING seq", 11);
        _firstActive = Prepare(
            $"SELECT seq, deliveries, enqueued, {Columns} FROM message WHERE entity = ?1 AND state = 0 ORDER BY seq LIMIT ?2", 2);
        _firstOfSession = Prepare(
            $"""
            SELECT seq, deliveries, enqueued, {Columns} FROM message INDEXED BY message_by_session
            WHERE entity = ?1 AND session = ?2 AND state = 0 ORDER BY seq LIMIT 1
            """, 2);
        _lock = Prepare("UPDATE message SET state = 1, deliveries = deliveries + 1, due = ?2 WHERE seq = ?1", 2);
        _delete = Prepare("DELETE FROM message WHERE seq = ?1 AND state = 1 AND deliveries = ?2", 2);
        _free = Prepare("UPDATE message SET state = 0, due = NULL WHERE seq = ?1 AND state = 1 AND deliveries = ?2", 2);
        _uncount = Prepare(
            "UPDATE message SET state = 0, due = NULL, deliveries = deliveries - 1 WHERE seq = ?1 AND state = 1 AND deliveries = ?2", 2);
        _bury = Prepare(
            "UPDATE message SET state = 3, due = NULL, reason = ?3, description = ?4 WHERE seq = ?1 AND state = 1 AND deliveries = ?2", 4);
        _revive = Prepare(
            """
            UPDATE message SET state = 0, deliveries = 0, reason = NULL, description = NULL
            WHERE entity = ?1 AND state = 3 AND seq >= ?2 AND seq <= ?3
            """, 3);
        _renew = Prepare("UPDATE message SET due = ?3 WHERE seq = ?1 AND state = 1 AND deliveries = ?2", 3);
        _due = Prepare("SELECT seq, entity, state, deliveries FROM message WHERE due <= ?1 ORDER BY due LIMIT ?2", 2);
        _nextDue = Prepare("SELECT MIN(due) FROM message WHERE due IS NOT NULL");
        _undue = Prepare("UPDATE message SET due = NULL WHERE seq = ?1", 1);
        _cancel = Prepare("DELETE FROM message WHERE seq = ?1 AND state = 2 AND entity = ?2", 2);
        _deleteScheduled = Prepare($"DELETE FROM message WHERE seq = ?1 AND state = 2 RETURNING seq, deliveries, enqueued, {Columns}", 1);
        _see = Prepare(
            """
            INSERT INTO seen(entity, message_id, until) VALUES(?1, ?2, ?3)
            ON CONFLICT(entity, message_id) DO UPDATE SET until = excluded.until WHERE until <= ?4
            """, 4);
        _forget = Prepare("DELETE FROM seen WHERE rowid IN (SELECT rowid FROM seen WHERE until <= ?1 ORDER BY until LIMIT ?2)", 2);
        _remember = Prepare("INSERT INTO memo(kind, key, value) VALUES(?1, ?2, ?3) ON CONFLICT(kind, key) DO UPDATE SET value = excluded.value", 3);
        _unremember = Prepare("DELETE FROM memo WHERE kind = ?1 AND key = ?2", 2);
        _recall = Prepare("SELECT key, value FROM memo WHERE kind = ?1", 1);
    }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void Rollback() => _rollback.Run();

    /// <summary>The file's number for an entity; it keeps it for good.</summary>
    public long Entity(string path)
    {
        if (!_entities.TryGetValue(path, out var id))
        {
            _entities[path] = id = (long)_addEntity.Scalar(path)!;
            _paths[id] = path;
        }

        return id;
    }

    public string PathOf(long entity)
    {
        if (!_paths.TryGetValue(entity, out var path))
        {
            using var query = Prepare("SELECT path FROM entity WHERE id = ?1", 1);
            _paths[entity] = path = (string)query.Scalar(entity)!;
        }

        return path;
    }

    public long Insert(long entity, MessageState state, long? due, long now, Content content) => (long)_insert.Scalar(
        entity, (int)state, due, now, content.MessageId, content.Subject, content.ContentType, content.CorrelationId, content.SessionId,
        content.Properties, content.Body)!;

    public List<(long Sequence, int Deliveries, long Enqueued, Content Content)> FirstActive(long entity, int most) =>
        _firstActive.Rows(ReadMessage, entity, most);

    public List<(long Sequence, int Deliveries, long Enqueued, Content Content)> FirstOfSession(long entity, string session) =>
        _firstOfSession.Rows(ReadMessage, entity, session);

    /// <summary>The session of the oldest active message whose session is not among those held.</summary>
    public string? FirstFreeSession(long entity, IEnumerable<string> held)
    {
        // Few sessions are held at once (maxConcurrentSessions), so the statement stays short.
        var names = held.ToArray();
        using var query = Prepare(
            $"""
            SELECT session FROM message WHERE entity = ?1 AND state = 0 AND session IS NOT NULL
            AND session NOT IN ({string.Join(',', names.Select((_, i) => $"?{i + 2}"))}) ORDER BY seq LIMIT 1
            """, names.Length + 1);
        return (string?)query.Scalar([entity, .. names]);
    }

    public void Lock(long sequence, long until) => _lock.Run(sequence, until);

    public bool Delete(long sequence, int count) => _delete.Run(sequence, count) == 1;

    public bool Free(long sequence, int count) => _free.Run(sequence, count) == 1;

    /// <summary>Gives a message back as if it had never been taken.</summary>
    public bool Uncount(long sequence, int count) => _uncount.Run(sequence, count) == 1;

    public bool Bury(long sequence, int count, string reason, string? description) =>
        _bury.Run(sequence, count, reason, description) == 1;

    /// <summary>Dead letters with numbers in a range wait again as if nobody had been handed them.</summary>
    public int Revive(long entity, long first, long last) => _revive.Run(entity, first, last);

    public bool Renew(long sequence, int count, long until) => _renew.Run(sequence, count, until) == 1;

    public List<(long Sequence, long Entity, MessageState State, int Deliveries)> Due(long now, int most) =>
        _due.Rows(r => (r.GetInt64(0), r.GetInt64(1), (MessageState)r.GetInt32(2), r.GetInt32(3)), now, most);

    public long? NextDue() => (long?)_nextDue.Scalar();

    public void Undue(long sequence) => _undue.Run(sequence);

    public bool Cancel(long entity, long sequence) => _cancel.Run(sequence, entity) == 1;

    public Content? TakeScheduled(long sequence) => _deleteScheduled.Rows(ReadMessage, sequence) is [var row] ? row.Content : null;

    /// <summary>False when the id was seen within its window.</summary>
    public bool See(long entity, string messageId, long now, long until) => _see.Run(entity, messageId, until, now) == 1;

    public int Forget(long now, int most) => _forget.Run(now, most);

    public void Remember(string kind, string key, string value) => _remember.Run(kind, key, value);

    public void Unremember(string kind, string key) => _unremember.Run(kind, key);

    public Dictionary<string, string> Recall(string kind) =>
        _recall.Rows(r => KeyValuePair.Create(r.GetString(0), r.GetString(1)), kind).ToDictionary();

    /// <summary>Locks die with the process that held them; this one is alone with the file, so every lock in it is dead.</summary>
    public void ReleaseDeadLocks(Queue queue)
    {
        using var bury = Prepare(
            "UPDATE message SET state = 3, due = NULL, reason = ?3, description = ?4 WHERE entity = ?1 AND state = 1 AND deliveries >= ?2", 4);
        using var free = Prepare("UPDATE message SET state = 0, due = NULL WHERE entity = ?1 AND state = 1", 1);
        bury.Run(Entity(queue.Path), queue.MaxDeliveryCount, DeadLettering.TooManyDeliveries, DeadLettering.Describe(queue));
        free.Run(Entity(queue.Path));
    }

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            _begin, _commit, _rollback, _addEntity, _insert, _firstActive, _firstOfSession, _lock, _delete, _free, _uncount, _bury, _renew, _due,
            _nextDue, _undue, _cancel, _deleteScheduled, _see, _forget, _remember, _recall, _unremember, _revive,
        })
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static (long Sequence, int Deliveries, long Enqueued, Content Content) ReadMessage(SqliteDataReader row) => (
        row.GetInt64(0),
        row.GetInt32(1),
        row.GetInt64(2),
        new Content(
            row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6), Text(row, 7), Text(row, 8), row.GetFieldValue<byte[]>(9)));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private Statement Prepare(string sql, int parameters = 0) => new(_connection, sql, parameters);

    private void Pragma(string sql, bool pragma = true)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = pragma ? "PRAGMA " + sql : sql;
        command.ExecuteNonQuery();
    }
}
