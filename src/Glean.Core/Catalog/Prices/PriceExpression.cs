namespace Glean.Catalog.Prices;

/// <summary>How often a price is paid.</summary>
public enum PricePeriod
{
    None,
    Once,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>A price as a text gives it.</summary>
/// <param name="Span">Where it stands, with its period and unit.</param>
/// <param name="Amount">The amount or the lower end of a range; 0 when it is free.</param>
/// <param name="UpTo">The upper end of a range, else null.</param>
/// <param name="Currency">Sign or code as written (<c>$</c>, <c>EUR</c>), empty when the text gives none.</param>
/// <param name="Unit">What it is paid for: <c>seat</c>, <c>user</c>, <c>contact</c>; null when nothing is said.</param>
public sealed record PriceExpression(TextSpan Span, decimal Amount, decimal? UpTo, string Currency, PricePeriod Period, string? Unit);
