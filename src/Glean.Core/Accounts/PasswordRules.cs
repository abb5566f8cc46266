using System.Text;
using Glean.Catalog;

namespace Glean.Accounts;

/// <summary>
/// What a new password must be: long enough and not one of those everybody tries first. No rule asks for classes of
/// characters (NIST SP 800-63B, 3.1.1.2).
/// </summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    /// <summary>So many characters around a common word do not make it uncommon.</summary>
    private const int MaxTrimmings = 8;

    private const int MaxRepeatedUnit = 6;
    private const int ShortestRun = 3;

    // Rows and columns of keyboards, walks over two of them, the alphabet; each is also looked for backwards.
    private static readonly string[] Walks =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
        "zaq12wsxcde34rfv", "qweasdzxc", "!@#$%^&*()", "147258369", "159357", "!qaz@wsx#edc$rfv",
    ];

    private static readonly Lazy<HashSet<string>> Words = new(ReadWords);

    /// <summary>What is wrong with <paramref name="password"/>, in a sentence for its owner; null when nothing is.</summary>
    /// <param name="about">What others know of the owner, such as the name and the address; a password made of that is refused.</param>
    public static string? Check(string password, params IEnumerable<string> about)
    {
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
        {
            return $"The password is too short: it needs {MinLength} characters or more.";
        }

        if (length > MaxLength)
        {
            return $"The password is too long: at most {MaxLength} characters.";
        }

        return IsCommon(password, about) ? "This password is one of those that are tried first. Choose another, for example four words that do not belong together." : null;
    }

    internal static bool IsCommon(string password, IEnumerable<string> about)
    {
        var lower = password.ToLowerInvariant();
        if (IsRepetition(lower) || IsWalks(lower))
        {
            return true;
        }

        var own = about.SelectMany(text => new[] { text, text.Split('@')[0] }).Select(Core).Where(word => word.Length >= 3).ToHashSet();
        return IsDecorated(lower, own) || IsDecorated(Unleet(lower), own);
    }

    /// <summary>One short unit over and over: <c>aaaaaaaaaaaa</c>, <c>123123123123</c>, <c>asdfasdfasdf</c>.</summary>
    private static bool IsRepetition(string text)
    {
        for (var unit = 1; unit <= Math.Min(MaxRepeatedUnit, text.Length / 2); unit++)
        {
            if (text.AsSpan(unit).SequenceEqual(text.AsSpan(0, text.Length - unit)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs along the alphabet or a keyboard, and little else.</summary>
    private static bool IsWalks(string text)
    {
        var outside = 0;
        for (var at = 0; at < text.Length;)
        {
            var run = Math.Max(LongestWalk(text.AsSpan(at)), LongestRepeat(text.AsSpan(at)));
            outside += run >= ShortestRun ? 0 : 1;
            at += run >= ShortestRun ? run : 1;
        }

        return outside <= 2;
    }

    private static int LongestRepeat(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExcept(text[0]);
        return other < 0 ? text.Length : other;
    }

    private static int LongestWalk(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var walk in Walks)
        {
            for (var from = walk.IndexOf(text[0]); from >= 0; from = walk.IndexOf(text[0], from + 1))
            {
                longest = Math.Max(longest, Math.Max(Along(text, walk, from, 1), Along(text, walk, from, -1)));
            }
        }

        return longest;
    }

    private static int Along(ReadOnlySpan<char> text, string walk, int from, int step)
    {
        var length = 0;
        while (length < text.Length && from >= 0 && from < walk.Length && text[length] == walk[from])
        {
            length++;
            from += step;
        }

        return length;
    }

    /// <summary>A common word, perhaps twice or more, with digits and signs around it.</summary>
    private static bool IsDecorated(string text, HashSet<string> own)
    {
        var core = Core(text);
        if (core.Length == 0)
        {
            return false;
        }

        var trimmings = text.Length - core.Length;
        return trimmings <= MaxTrimmings + core.Length / 4 && Candidates(core).Any(word => Words.Value.Contains(word) || own.Contains(word));
    }

    private static IEnumerable<string> Candidates(string core)
    {
        yield return core;
        for (var unit = 3; unit <= core.Length / 2; unit++)
        {
            if (core.Length % unit == 0 && core.AsSpan(unit).SequenceEqual(core.AsSpan(0, core.Length - unit)))
            {
                yield return core[..unit];
            }
        }
    }

    /// <summary>The letters alone.</summary>
    private static string Core(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return letters.ToString();
    }

    /// <summary>Letters for the signs that stand in for them; what trails is decoration and stays.</summary>
    private static string Unleet(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('a', 'z') + 1;
        return string.Create(text.Length, (text, end), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = state.text[i];
                span[i] = i >= state.end ? c : c switch
                {
                    '0' => 'o',
                    '1' or '!' => 'i',
                    '3' => 'e',
                    '4' or '@' => 'a',
                    '5' or '$' => 's',
                    '7' => 't',
                    _ => c,
                };
            }
        });
    }

    private static HashSet<string> ReadWords()
    {
        using var reader = new StreamReader(EmbeddedData.Open("common-password-words.txt"));
        return reader.ReadToEnd().Split('\n')
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToHashSet(StringComparer.Ordinal);
    }
}
