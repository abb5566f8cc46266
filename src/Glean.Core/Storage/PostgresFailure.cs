using System.Data.Common;
using System.Net.Sockets;
using Glean.Catalog;
using Npgsql;

namespace Glean.Storage;

/// <summary>What PostgreSQL's codes mean for people (https://www.postgresql.org/docs/15/errcodes-appendix.html).</summary>
internal static class PostgresFailure
{
    /// <inheritdoc cref="GleanDatabase.Translate"/>
    public static GleanException? Translate(DbException e, PostgresDatabase database) => e switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => database.Failure("refuses the user or the password", "Put both right in GLEAN_DATABASE_URL", e),
        PostgresException { SqlState: "42501" } => database.Failure($"does not allow that ({e.Message})", "Make the role of GLEAN_DATABASE_URL the owner of the database", e),
        PostgresException { SqlState: "55P03" } => database.Failure("is locked by another process", "Try again; see which: SELECT * FROM pg_stat_activity", e),
        PostgresException { SqlState: "53100" } => database.Failure("cannot grow: the server's disk is full", "Make room, then run the command again; nothing was lost", e),
        PostgresException { SqlState: "25006" } => database.Failure("can only be read", "Name the primary server in GLEAN_DATABASE_URL", e),
        PostgresException { SqlState: "53300" } => database.Failure("has no connection left", "Raise max_connections, or put PgBouncer in front", e),
        _ when DatabaseTroubles.Of(e) is DatabaseTrouble.Unreachable or DatabaseTrouble.Busy => database.Failure($"does not answer ({Cause(e)})", "See whether the server runs: pg_isready — then try again; nothing was lost", e),
        _ => null,
    };

    private static string Cause(DbException e) => e.InnerException is SocketException socket ? socket.Message : e.Message.ReplaceLineEndings(" ");
}
