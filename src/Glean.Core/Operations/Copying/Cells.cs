using System.Globalization;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>Values as both databases mean them, and the text that stands for one in a checksum.</summary>
internal static class Cells
{
    /// <summary>What a driver read, as <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>,
    /// <see cref="string"/>, <see cref="DateTime"/> in whole seconds of UTC, or bytes.</summary>
    /// <exception cref="FormatException">SQLite let something else into the column.</exception>
    /// <exception cref="OverflowException">The number is too large for the column.</exception>
    public static object Read(CellKind kind, object value) => (kind, value) switch
    {
        (CellKind.Truth, bool truth) => truth,
        (CellKind.Truth, long number) => number != 0,
        (CellKind.Int32, int number) => number,
        (CellKind.Int32, long number) => checked((int)number),
        (CellKind.Int64, long number) => number,
        // SQLite stores no negative zero.
        (CellKind.Real, double number) => number + 0.0,
        (CellKind.Real, long number) => (double)number,
        (CellKind.Decimal, decimal number) => number,
        (CellKind.Decimal, string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        (CellKind.Text, string text) => text,
        (CellKind.Time, DateTime time) => UtcText.WholeSeconds(time),
        (CellKind.Time, string text) => UtcText.WholeSeconds(UtcText.Read(text)),
        (CellKind.Blob, byte[] bytes) => bytes,
        _ => throw new FormatException($"there is a {value.GetType().Name} where {kind} belongs"),
    };

    /// <summary>The same text for the same value, whichever database it comes from.</summary>
    public static string Text(object cell) => cell switch
    {
        bool truth => truth ? "1" : "0",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        // PostgreSQL keeps zeros at the end.
        decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
        string text => text,
        DateTime time => UtcText.Write(time),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => throw new InvalidOperationException($"No cell is a {cell.GetType().Name}."),
    };
}
