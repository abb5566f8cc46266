using System.Globalization;
using Glean.Catalog;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Glean.Storage;

/// <summary>Enum values are stored by their snake-case name.</summary>
internal sealed class WireNameConverter<T>() : ValueConverter<T, string>(
    value => value.ToWire(),
    text => WireNames.Read<T>(text))
    where T : struct, Enum;

/// <summary>Names of enum values as the database holds them.</summary>
internal static class WireNames
{
    public static T Read<T>(string text) where T : struct, Enum => WireName.Parse<T>(text)
        ?? throw new InvalidOperationException($"The database holds '{text}' where one of {string.Join(", ", WireName.All<T>())} belongs.");
}

/// <summary>UTC times as <c>YYYY-MM-DD HH:MM:SS</c>, which SQLite's own date functions read and compare.</summary>
internal sealed class UtcTextConverter() : ValueConverter<DateTime, string>(
    value => UtcText.Write(value),
    text => UtcText.Read(text));

/// <summary>UTC times as PostgreSQL's <c>timestamptz</c>, in whole seconds as in SQLite.</summary>
internal sealed class UtcSecondsConverter() : ValueConverter<DateTime, DateTime>(
    value => UtcText.WholeSeconds(value),
    value => value);

/// <summary>Reads and writes the text form of a UTC time.</summary>
public static class UtcText
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";

    public static string Write(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time without what we do not store of it, as UTC.</summary>
    public static DateTime WholeSeconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>Reads what we wrote, and also fractions or a <c>T</c> that other programs may have written.</summary>
    public static DateTime Read(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
