using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Glean.Storage;

/// <summary>Kinds of value in a column.</summary>
public enum SqlType
{
    Whole,
    Real,
    Text,
    Time,
}

/// <summary>A column with its kind of value.</summary>
public abstract record SqlColumn(string Name, SqlType Type);

/// <summary>A column of rows that a program hands to a statement.</summary>
/// <param name="Of">The value of a row, or null: a number, a text, a time in UTC.</param>
public sealed record SqlColumn<T>(string Name, SqlType Type, Func<T, object?> Of) : SqlColumn(Name, Type);

/// <summary>Rows as values of parameters, in the form each database takes apart soonest.</summary>
internal static class SqlRecords
{
    /// <summary>A JSON array with an object for each row.</summary>
    public static string Json<T>(IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                foreach (var column in columns)
                {
                    writer.WritePropertyName(column.Name);
                    Write(writer, column.Of(row));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>The values of one column.</summary>
    public static object Array<T>(SqlColumn<T> column, IReadOnlyList<T> rows)
    {
        return column.Type switch
        {
            SqlType.Whole => Values(Whole),
            SqlType.Real => Values(v => (double?)v),
            SqlType.Text => Values(v => (string?)v),
            SqlType.Time => Values(v => v is DateTime time ? UtcText.WholeSeconds(time) : (DateTime?)null),
        };

        TValue[] Values<TValue>(Func<object?, TValue> read) => [.. rows.Select(r => read(column.Of(r)))];
    }

    private static long? Whole(object? value) => value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case double real:
                writer.WriteNumberValue(real);
                break;
            case DateTime time:
                writer.WriteStringValue(UtcText.Write(time));
                break;
            default:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
