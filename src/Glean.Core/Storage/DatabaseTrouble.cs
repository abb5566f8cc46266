using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Glean.Storage;

/// <summary>What ails a database, whichever it is.</summary>
public enum DatabaseTrouble
{
    /// <summary>Somebody else holds a lock for too long.</summary>
    Busy,

    ReadOnly,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The file cannot be read, or the server does not answer.</summary>
    Unreachable,

    Damaged,

    /// <summary>It is well, and refuses a value: a constraint, or something that cannot be stored.</summary>
    Value,

    Other,
}

/// <summary>Tells what ails a database from what its driver says.</summary>
public static class DatabaseTroubles
{
    /// <remarks>https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/15/errcodes-appendix.html</remarks>
    public static DatabaseTrouble Of(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            5 or 6 => DatabaseTrouble.Busy,
            8 => DatabaseTrouble.ReadOnly,
            10 or 14 => DatabaseTrouble.Unreachable,
            11 or 26 => DatabaseTrouble.Damaged,
            13 => DatabaseTrouble.Full,
            19 => DatabaseTrouble.Value,
            _ => DatabaseTrouble.Other,
        },
        PostgresException postgres => postgres.SqlState switch
        {
            "55P03" or "40001" or "40P01" => DatabaseTrouble.Busy,
            "25006" => DatabaseTrouble.ReadOnly,
            "53100" => DatabaseTrouble.Full,
            ['2', '2' or '3', ..] => DatabaseTrouble.Value,
            ['5', '3', ..] or ['5', '7', ..] or ['0', '8', ..] => DatabaseTrouble.Unreachable,
            ['X', 'X', ..] => DatabaseTrouble.Damaged,
            _ => DatabaseTrouble.Other,
        },
        NpgsqlException => DatabaseTrouble.Unreachable,
        _ => DatabaseTrouble.Other,
    };

    /// <summary>The trouble behind <paramref name="exception"/>, or null when it does not come from a database.</summary>
    public static DatabaseTrouble? Behind(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is DbException database)
            {
                return Of(database);
            }
        }

        return null;
    }
}
