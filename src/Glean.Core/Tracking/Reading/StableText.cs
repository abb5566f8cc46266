using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Glean.Tracking.Reading;

/// <summary>
/// The part of a text that does not move by itself: dates, times, ages, counters of visitors and customers, ratings, and random marks give
/// the same key whatever they say at the moment. Prices and limits stay. Letter case, white space and punctuation do not count.
/// </summary>
internal static partial class StableText
{
    private const string Months = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string Number = @"\d[\d,. ]*\s?[km]?\+?";
    private const string Crowd = "(?:people|users|visitors|views|viewers|teams|companies|customers|businesses|members|developers|readers|organi[sz]ations|professionals|sellers|reps)";
    private const string Tally = "(?:online|viewing|watching|visitors?|views|visits|downloads|installs|installations|stars|forks|followers|likes|shares|reviews|ratings|votes|upvotes|comments|sign-?ups|signed up|joined|subscribers|served|sold|so far|today|right now|this week|this month|points)";

    private static readonly Regex[] Times =
        [IsoDate(), WordDate(), DayDate(), SlashDate(), MonthYear(), ClockTime(), Age(), Weekday(), Copyright(), Rating(), Marked()];

    private static readonly Regex[] Counters = [Trusted(), Tallied(), TallyFirst()];

    private static readonly string[] LimitBefore = ["up to ", "max ", "maximum ", "includes ", "included ", "limit of ", "limited to "];

    private static readonly string[] LimitBehind = ["per ", "/", "a month", "a year", "a day", "each ", "every ", "monthly", "included"];

    /// <summary>What two texts that say the same share.</summary>
    public static string Of(string text)
    {
        if (text.Length > 20_000)
            text = text[..20_000];
        var lower = text.ToLowerInvariant();
        if (HasDigit(lower) || lower.Contains("ago") || lower.Contains("day") || lower.Contains("now"))
        {
            foreach (var pattern in Times)
                lower = pattern.Replace(lower, " § ");
            foreach (var pattern in Counters)
            {
                var whole = lower;
                lower = pattern.Replace(whole, match => IsLimit(whole, match) ? match.Value : " # ");
            }
        }

        return Words(lower);
    }

    /// <summary>"Up to 5,000 visits" and "5,000 visits a month" are what one pays for, not what somebody counted.</summary>
    private static bool IsLimit(string text, Match match)
    {
        var before = text.AsSpan(0, match.Index);
        var behind = text.AsSpan(match.Index + match.Length).TrimStart();
        foreach (var word in LimitBefore)
        {
            if (before.EndsWith(word))
                return true;
        }

        foreach (var word in LimitBehind)
        {
            if (behind.StartsWith(word))
                return true;
        }

        return false;
    }

    /// <summary>Letters, digits and what belongs to an amount; a word that only a machine would write is left out.</summary>
    private static string Words(string text)
    {
        var key = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            if (!IsPart(text, at))
            {
                if (text[at] is '§' or '#' && (key.Length == 0 || key[^1] != text[at]))
                    key.Append(text[at]);
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && IsPart(text, at))
                at++;
            var word = text[start..at];
            if (IsRandom(word))
                key.Append('§');
            else
                key.Append(key.Length > 0 ? " " : "").Append(Canonical(word));
        }

        return key.ToString();
    }

    /// <summary>Amounts are equal whatever their zeros: 2879.2 and 2879.20.</summary>
    private static string Canonical(string word)
    {
        if (!word.Contains('.'))
            return word;
        var digits = word.AsSpan().IndexOfAnyInRange('0', '9');
        return digits >= 0 && decimal.TryParse(word.AsSpan(digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? word[..digits] + number.ToString("0.############", CultureInfo.InvariantCulture)
            : word;
    }

    private static bool IsPart(string text, int at) =>
        char.IsLetterOrDigit(text[at]) || text[at] is '$' or '€' or '£' or '¥' or '₹' or '%' or '+'
        || (text[at] is '.' or ',' or '-' or '_' && at > 0 && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1])
            && (text[at] != '-' && text[at] != ',' || (char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1])) || IsLongMark(text, at)));

    private static bool IsLongMark(string text, int at)
    {
        var digits = 0;
        for (var i = Math.Max(0, at - 12); i < Math.Min(text.Length, at + 12); i++)
            digits += char.IsAsciiDigit(text[i]) ? 1 : 0;
        return digits >= 5;
    }

    private static bool IsRandom(string word)
    {
        if (word.Length < 8)
            return false;
        // Nobody writes an amount with so many decimals.
        if (word.IndexOf('.') is var point and > 0 && word.Length - point > 7 && word.Count(char.IsAsciiDigit) == word.Length - 1)
            return true;
        int digits = 0, letters = 0, hex = 0, switches = 0;
        for (var i = 0; i < word.Length; i++)
        {
            digits += char.IsAsciiDigit(word[i]) ? 1 : 0;
            letters += char.IsLetter(word[i]) ? 1 : 0;
            hex += char.IsAsciiHexDigit(word[i]) || word[i] == '-' ? 1 : 0;
            switches += i > 0 && char.IsAsciiDigit(word[i]) != char.IsAsciiDigit(word[i - 1]) ? 1 : 0;
        }

        return digits > 0 && letters > 0 && ((hex == word.Length && digits >= 2 && switches >= 2) || (word.Length >= 12 && switches >= 4));
    }

    private static bool HasDigit(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?)?", RegexOptions.NonBacktracking)]
    private static partial Regex IsoDate();

    [GeneratedRegex($@"\b{Months}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b", RegexOptions.NonBacktracking)]
    private static partial Regex WordDate();

    [GeneratedRegex($@"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{Months}\.?(?:,?\s+\d{{4}})?\b", RegexOptions.NonBacktracking)]
    private static partial Regex DayDate();

    [GeneratedRegex(@"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{1,2}/\d{1,2}/\d{2}\b|\b\d{4}/\d{1,2}/\d{1,2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex SlashDate();

    [GeneratedRegex($@"\b{Months},?\s+(?:19|20)\d{{2}}\b", RegexOptions.NonBacktracking)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:utc|gmt|cet|cest|est|edt|pst|pdt)\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\b(?:\d+|an?|one|a few|several)\s?(?:s|sec|secs|seconds?|m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?)\s+ago\b|\bjust now\b|\byesterday\b", RegexOptions.NonBacktracking)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+§", RegexOptions.NonBacktracking)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?:©|\(c\)|copyright|all rights reserved)\D{0,12}(?:19|20)\d{2}(?:\s?[-–—]\s?(?:19|20)\d{2})?", RegexOptions.NonBacktracking)]
    private static partial Regex Copyright();

    [GeneratedRegex(@"\b[0-5](?:\.\d{1,2})?\s?(?:/|out of)\s?5\b|\b[0-5]\.\d{1,2}\s+stars?\b", RegexOptions.NonBacktracking)]
    private static partial Regex Rating();

    [GeneratedRegex($@"\b(?:trusted by|used by|loved by|chosen by|join|joined by|serving|helping|powering)\s+(?:over |more than |the )?{Number}(?:\s*{Crowd})?", RegexOptions.NonBacktracking)]
    private static partial Regex Trusted();

    [GeneratedRegex($@"\b{Number}\s*(?:\w+\s+){{0,2}}{Tally}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Tallied();

    [GeneratedRegex($@"\b(?:{Tally}|counter|visitor|visitor number|users online|people online|page views)\s*[:#=]?\s*{Number}", RegexOptions.NonBacktracking)]
    private static partial Regex TallyFirst();

    [GeneratedRegex(@"\b(?:request|session|ray|trace|build|ref|reference|token|nonce|ticket|revision|rev|commit|csrf|id)(?:\s+(?:id|no|number|token))?\s?[:#=]\s?[\w.-]*\d[\w.-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();
}
