using System.Buffers;
using System.Globalization;
using static Glean.Scouts.PublicationDate;

namespace Glean.Scouts;

/// <summary>
/// Reads dates word by word: what has colons is a time, what names a month is one, four digits are a year, and the numbers
/// left are day, month and year in the order their separator, their size or the weekday tells.
/// </summary>
internal static class DateWords
{
    private static readonly SearchValues<char> EastAsianUnits = SearchValues.Create("年月日년월일時点时");

    public static DateTime? Parse(string text)
    {
        var parts = new Parts();
        return parts.ReadAll(Prepare(text)) ? parts.ToUtc() : null;
    }

    /// <summary>East Asian units become separators, brackets of comments and loose commas go.</summary>
    private static string Prepare(string text)
    {
        var comment = text.IndexOf('(');
        text = comment > 0 ? text[..comment] : text;
        if (text.AsSpan().ContainsAny(EastAsianUnits))
        {
            text = text.Replace("년", "/").Replace("월", "/").Replace("일", " KST ").Replace("年", "/").Replace("月", "/")
                .Replace("日", " ").Replace("時", ":").Replace("时", ":").Replace("点", ":").Replace("分", " ").Replace("/ ", "/");
        }

        return text.Replace("오후", "KST PM").Replace("오전", "KST AM").Replace("下午", "PM").Replace("上午", "AM")
            .Replace("a.m.", "AM", StringComparison.OrdinalIgnoreCase).Replace("p.m.", "PM", StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Parts
    {
        private readonly List<(int Value, int Digits)> numbers = [];
        private char separator;
        private int? month;
        private DayOfWeek? weekday;
        private TimeOfDay? time;
        private bool? afternoon;
        private string? zone;
        private bool monthFirst;

        public bool ReadAll(string text)
        {
            foreach (var raw in text.Split((char[])[' ', ',', '\t', '\n', '\r', '\u00A0', '，'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!Read(raw))
                {
                    return false;
                }
            }

            return true;
        }

        public DateTime? ToUtc()
        {
            if (Day() is not var (year, foundMonth, day))
            {
                return null;
            }

            var clock = time ?? default;
            if (afternoon is { } late && clock.Hour <= 12)
            {
                clock = clock with { Hour = (clock.Hour % 12) + (late ? 12 : 0) };
            }

            return DateZones.ToUtc(year, foundMonth, day, clock, zone ?? "");
        }

        private bool Read(string raw)
        {
            var word = raw.Trim('.', '-', '–');
            if (word.Length == 0)
            {
                return true;
            }

            if (time is not null && raw[0] is '+' or '-' && raw.Length > 1 && char.IsAsciiDigit(raw[1]))
            {
                return SetZone(raw);
            }

            if (raw[0] is '+')
            {
                return false;
            }

            if (char.IsAsciiDigit(word[0]))
            {
                return ReadDigits(word);
            }

            return ReadWord(word);
        }

        private bool ReadWord(string word)
        {
            if (word.Equals("AM", StringComparison.OrdinalIgnoreCase) || word.Equals("PM", StringComparison.OrdinalIgnoreCase))
            {
                afternoon = word[0] is 'p' or 'P';
                return true;
            }

            if (month is null && DateNames.Month(word) is { } named)
            {
                (month, monthFirst) = (named, numbers.Count == 0);
                return true;
            }

            // In "mar., 01 déc. 2020" the first name is no March but a mardi.
            if (month == 3 && monthFirst && numbers.Count == 1 && DateNames.Month(word) is { } second)
            {
                month = second;
                return true;
            }

            if (DateNames.Weekday(word) is { } day)
            {
                weekday = day;
                return true;
            }

            if (DateNames.IsFiller(word) && (word != "AT" || time is null))
            {
                return true;
            }

            // A hyphened date with a name in it: 16-Nov-2020.
            var zoneAllowed = time is not null || numbers.Count >= 2 || (month is not null && numbers.Count > 0);
            if (zoneAllowed && zone is null && (DateZones.Offset(word) is not null || word.Contains('/')))
            {
                return SetZone(word);
            }

            // The name of a day in a language unknown here stands first and matters to nobody.
            return numbers.Count == 0 && month is null && time is null && weekday is null && word.Length <= 12 && word.All(char.IsLetter);
        }

        private bool ReadDigits(string word)
        {
            if (word.Contains(':') || (word.Length > 2 && word[^1] is 'm' or 'M'))
            {
                return time is null && ReadTime(word);
            }

            if (word.AsSpan().IndexOfAny('/', '-', '.') is > 0 and var at)
            {
                separator = word[at];
                var joined = word.Split('T', 2);
                return joined[0].Split('/', '-', '.').All(p => p.Length == 0 || (char.IsAsciiDigit(p[0]) ? AddNumber(p) : ReadWord(p)))
                    && (joined.Length == 1 || ReadTime(joined[1]));
            }

            return AddNumber(word);
        }

        private bool AddNumber(string word)
        {
            var end = 0;
            while (end < word.Length && char.IsAsciiDigit(word[end]))
            {
                end++;
            }

            var suffix = word[end..].ToLowerInvariant();
            if (end is 0 or > 4 || numbers.Count == 3 || suffix is not ("" or "st" or "nd" or "rd" or "th" or "er" or "º" or "ª" or "e" or "."))
            {
                return false;
            }

            numbers.Add((int.Parse(word.AsSpan(0, end), CultureInfo.InvariantCulture), end));
            return true;
        }

        private bool ReadTime(string word)
        {
            if (word.Length == 0)
            {
                return false;
            }

            if (word[^1] is 'm' or 'M' && word.Length > 2)
            {
                afternoon = word[^2] is 'p' or 'P';
                word = word[..^2];
            }

            var sign = word.AsSpan().IndexOfAny('+', '-');
            if (sign > 0)
            {
                if (!SetZone(word[sign..]))
                {
                    return false;
                }

                word = word[..sign];
            }

            word = word.TrimEnd('Z', 'z');

            var fields = word.Split(':');
            Span<int> values = stackalloc int[3];
            values.Clear();
            if (fields.Length > 3)
            {
                return false;
            }

            for (var i = 0; i < fields.Length; i++)
            {
                var digits = i == 2 ? fields[i].Split('.')[0] : fields[i];
                if (digits.Length > 2 || (digits.Length > 0 && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out values[i])))
                {
                    return false;
                }
            }

            time = new(values[0], values[1], values[2]);
            return time.Value.IsValid;
        }

        private bool SetZone(string value)
        {
            // "GMT+2" comes as one word, "GMT +0200" as two: the number says more.
            if (zone is null || value[0] is '+' or '-')
            {
                zone = value;
            }

            return value.Contains('/') || DateZones.Offset(value) is not null;
        }

        private (int Year, int Month, int Day)? Day()
        {
            if (month is { } named)
            {
                return numbers switch
                {
                    [(var year, 4)] => (year, named, 1),
                    [(var year, 4), var day, ..] => (year, named, day.Value),
                    [var day, (var year, var digits and (2 or 4)), ..] => (FullYear(year, digits), named, day.Value),
                    _ => null,
                };
            }

            if (numbers.Count != 3)
            {
                return null;
            }

            var (first, second, third) = (numbers[0], numbers[1], numbers[2]);
            if (first.Digits == 4)
            {
                return (first.Value, second.Value, third.Value);
            }

            var fullYear = FullYear(third.Value, third.Digits);
            var dayFirst = (fullYear, second.Value, first.Value);
            var monthLeads = (fullYear, first.Value, second.Value);
            if (first.Value > 12 || separator == '.')
            {
                return dayFirst;
            }

            // With a slash Americans put the month first, unless the weekday says otherwise.
            return second.Value <= 12 && weekday is { } known && Falls(dayFirst, known) && !Falls(monthLeads, known) ? dayFirst : monthLeads;
        }

        private static bool Falls((int Year, int Month, int Day) date, DayOfWeek day) =>
            Compose(date.Year, date.Month, date.Day, default, default) is { } found && found.DayOfWeek == day;
    }
}
