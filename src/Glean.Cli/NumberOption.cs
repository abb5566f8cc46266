using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Glean.Cli;

/// <summary>Options and arguments that take numbers, and say in plain words which.</summary>
internal static class NumberOption
{
    /// <summary>A whole number that may be left out.</summary>
    public static Option<int?> Optional(string name, string description, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Int(result, name, least, most),
    };

    /// <summary>A whole number with a default.</summary>
    public static Option<int> Whole(string name, string description, int fallback, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result => Int(result, name, least, most) ?? fallback,
    };

    /// <summary>A share between 0 and 1 with a default.</summary>
    public static Option<double> Share(string name, string description, double fallback) => new(name)
    {
        Description = description,
        HelpName = "0..1",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
            {
                return number;
            }

            result.AddError($"{name} takes a number from 0 to 1, not '{word}'.");
            return fallback;
        },
    };

    /// <summary>The number of a row.</summary>
    public static Argument<long> Id(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (long.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return id;
            }

            result.AddError($"{name} is a number, not '{word}'. {description}");
            return 0;
        },
    };

    private static int? Int(ArgumentResult result, string name, int least, int most)
    {
        var word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name} takes a whole number from {least} {(most == int.MaxValue ? "up" : $"to {most}")}, not '{word}'.");
        return null;
    }
}
