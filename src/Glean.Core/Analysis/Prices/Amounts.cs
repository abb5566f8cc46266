using System.Globalization;

namespace Glean.Analysis.Prices;

/// <summary>Amounts as people write them: 1,299.00, 1.299,00, 1 299, 12k.</summary>
internal static class Amounts
{
    private const int MaximumLength = 24;

    /// <summary>The amount at <paramref name="start"/>, or null when the digits are none.</summary>
    /// <param name="end">Behind the amount, or behind the digits that are none.</param>
    public static decimal? Read(string text, int start, int limit, out int end)
    {
        Span<char> digits = stackalloc char[MaximumLength + 1];
        var length = 0;
        end = start;
        var point = DecimalPoint(text, start, limit, out var stop);
        for (var at = start; at < stop; at++)
        {
            if (at == point && length < MaximumLength)
                digits[length++] = '.';
            else if (char.IsAsciiDigit(text[at]) && length < MaximumLength)
                digits[length++] = text[at];
        }

        end = Math.Max(stop, start + 1);
        if (!decimal.TryParse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return null;
        if (end < limit && text[end] is 'k' or 'K' && (end + 1 >= limit || !char.IsLetterOrDigit(text[end + 1])))
        {
            end++;
            amount *= 1000;
        }

        return amount;
    }

    /// <summary>
    /// Where the fraction begins, or -1. The last separator parts the fraction unless exactly three digits follow it; when
    /// both kinds occur, the last one does whatever follows.
    /// </summary>
    private static int DecimalPoint(string text, int start, int limit, out int stop)
    {
        var last = -1;
        var kinds = 0;
        var count = 0;
        stop = start;
        while (stop < limit && stop - start < 40)
        {
            var c = text[stop];
            var next = stop + 1 < limit ? text[stop + 1] : ' ';
            if (!char.IsAsciiDigit(c))
            {
                var groups = c is ' ' or '\u00A0' or '\'' or '\u202F' && IsGroup(text, stop + 1, limit);
                if (!groups && !(c is '.' or ',' && char.IsAsciiDigit(next)))
                    break;
                if (c is '.' or ',')
                {
                    kinds |= c == '.' ? 1 : 2;
                    count = last >= 0 && text[last] == c ? count + 1 : 1;
                    last = stop;
                }
            }

            stop++;
        }

        if (last < 0)
            return -1;
        var behind = stop - last - 1;
        return kinds == 3 || (count == 1 && behind != 3) || (last == start) ? last : -1;
    }

    private static bool IsGroup(string text, int at, int limit)
    {
        for (var i = at; i < at + 3; i++)
        {
            if (i >= limit || !char.IsAsciiDigit(text[i]))
                return false;
        }

        return at + 3 >= limit || !char.IsDigit(text[at + 3]);
    }
}
