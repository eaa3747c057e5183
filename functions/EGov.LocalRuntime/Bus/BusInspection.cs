using System.Text;
using Microsoft.Data.Sqlite;

namespace EGov.LocalRuntime.Bus;

/// <summary>How many messages of an entity are in which state.</summary>
internal sealed record EntityCounts(string Entity, long Active, long Scheduled, long Locked, long DeadLettered);

/// <summary>A message that could not be handled. It holds references, as every message here does.</summary>
/// <param name="Properties">As JSON, a letter for the type before each value.</param>
internal sealed record DeadLetter(
    long SequenceNumber,
    string MessageId,
    string? Subject,
    string? Reason,
    string? Description,
    int DeliveryCount,
    DateTimeOffset EnqueuedTime,
    string? Properties,
    string Body);

/// <summary>Looks into the file beside the writer, which is not held up by it: WAL readers and the writer do not meet.</summary>
internal sealed class BusInspection(string path, Topology topology)
{
    /// <summary>Whether messages lie in it: a queue or a subscription.</summary>
    public bool Knows(string queue) => topology.Queues.ContainsKey(queue);

    public IReadOnlyList<EntityCounts> Counts()
    {
        using var connection = Open();
        using var query = new Statement(connection, "SELECT e.path, m.state, COUNT(*) FROM message m JOIN entity e ON e.id = m.entity GROUP BY m.entity, m.state");
        var counts = query.Rows(r => (Path: r.GetString(0), State: (MessageState)r.GetInt32(1), Count: r.GetInt64(2)))
            .ToLookup(c => c.Path, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from path in topology.Queues.Keys.Concat(topology.Topics.Keys).Order(StringComparer.Ordinal)
               select new EntityCounts(
                   path, Of(path, MessageState.Active), Of(path, MessageState.Scheduled), Of(path, MessageState.Locked), Of(path, MessageState.Dead)),
        ];

        long Of(string path, MessageState state) => counts[path].Where(c => c.State == state).Sum(c => c.Count);
    }

    public IReadOnlyList<DeadLetter> DeadLetters(string entity, int most = 1000)
    {
        using var connection = Open();
        using var query = new Statement(
            connection,
            """
            SELECT seq, message_id, subject, reason, description, deliveries, enqueued, properties, body FROM message
            WHERE entity = (SELECT id FROM entity WHERE path = ?1) AND state = 3 ORDER BY seq LIMIT ?2
            """,
            2);
        return query.Rows(
            r => new DeadLetter(
                r.GetInt64(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3),
                r.IsDBNull(4) ? null : r.GetString(4), r.GetInt32(5), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(6)),
                r.IsDBNull(7) ? null : r.GetString(7), Encoding.UTF8.GetString(r.GetFieldValue<byte[]>(8))),
            entity, most);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
