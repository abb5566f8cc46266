using Glean.Catalog;
using Npgsql;

namespace Glean.Storage;

/// <summary>Addresses as libpq reads them (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING-URIS).</summary>
internal static class PostgresUrl
{
    private const int UsualPort = 5432;
    private const int SecondsToConnect = 5;
    private const int SecondsOfSilence = 20;

    /// <exception cref="GleanException">It is no such address; what it was is not repeated, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/') is not { Length: > 0 } database)
        {
            throw Wrong("is no address of a PostgreSQL database");
        }

        var user = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.IsDefaultPort || uri.Port < 0 ? UsualPort : uri.Port,
            Database = Uri.UnescapeDataString(database),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "glean",
            Timeout = SecondsToConnect,
            // Times are written and read as UTC, whatever the server thinks. A waiting writer gives up as with SQLite; one that was suspended, or
            // whose machine is gone, does not keep the others from writing.
            Timezone = "UTC",
            Options = $"-c lock_timeout={SqliteSession.BusySeconds}s -c idle_in_transaction_session_timeout={SecondsOfSilence}s",
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(connection, pair.Split('=', 2));
        }

        return connection;
    }

    private static void Set(NpgsqlConnectionStringBuilder connection, string[] pair)
    {
        var value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
        try
        {
            connection[pair[0] switch
            {
                "sslmode" => "SSL Mode",
                "sslrootcert" => "Root Certificate",
                "sslcert" => "SSL Certificate",
                "sslkey" => "SSL Key",
                "connect_timeout" => "Timeout",
                "application_name" => "Application Name",
                "host" => "Host",
                var other => throw Wrong($"has the parameter {other}, which is not known"),
            }] = pair[0] == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException)
        {
            throw Wrong($"has a value of {pair[0]} that is not known");
        }
    }

    private static GleanException Wrong(string what) =>
        new(FailureKind.Setting, $"GLEAN_DATABASE_URL {what}.", "Write it as postgres://user:password@host:5432/database?sslmode=require");
}
