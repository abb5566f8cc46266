using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace Glean.Notifications;

/// <summary>What is wrong with a template, and where; lines and columns count from one.</summary>
public sealed record TemplateProblem(int Line, int Column, string Message);

/// <summary>A template cannot be rendered.</summary>
public sealed class TemplateException(TemplateProblem problem, Exception? inner = null) : Exception($"Line {problem.Line}, column {problem.Column}: {problem.Message}", inner)
{
    public TemplateProblem Problem { get; } = problem;
}

/// <summary>
/// Liquid (https://shopify.github.io/liquid/) with little logic: conditions and loops over what a digest holds, a handful of filters, and
/// nothing that could grow a text, read a file or run for long. A pure function of template and digest.
/// </summary>
public static partial class TemplateEngine
{
    private const int LongestSource = 40_000;
    private const int LongestOutput = 400_000;
    private const int MostSteps = 50_000;
    private const int LongestSubject = 200;

    /// <summary>So many tags, or opening brackets of a kind: each may take the parser a level deeper, and a stack that is used up ends the process.</summary>
    private const int MostNested = 250;

    // Without assign and capture no value can be built from itself, so that what comes out is bounded by what goes in.
    private static readonly HashSet<string> Tags = ["if", "unless", "case", "for", "break", "continue", "comment", "raw"];

    private static readonly FluidParser Parser = CreateParser();

    private static readonly TemplateOptions Options = CreateOptions();

    /// <summary>Letters of all languages stay as they are; what HTML reads as markup does not.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The filters there are.</summary>
    public static IEnumerable<string> FilterNames => Options.Filters.Select(f => f.Key).Order(StringComparer.Ordinal);

    /// <summary>The values there are at the top.</summary>
    public static IReadOnlyList<string> ValueNames => DigestModel.TopNames;

    /// <summary>What is wrong with a template; null when nothing is.</summary>
    public static TemplateProblem? Check(DigestTemplate template, string source)
    {
        try
        {
            Render(template, source, DigestReader.Sample(Catalog.DeliveryKind.Weekly, DateTime.UnixEpoch, "https://glean.example.com"));
            return null;
        }
        catch (TemplateException e)
        {
            return e.Problem;
        }
    }

    /// <exception cref="TemplateException">The template is no good.</exception>
    public static string Render(DigestTemplate template, string source, Digest digest)
    {
        if (source.Length > LongestSource)
            throw Failure(1, 1, $"A template has at most {LongestSource} characters; this one has {source.Length}.");
        CheckNesting(source, "{%", "tags");
        CheckNesting(source, "[", "brackets like [");
        CheckNesting(source, "(", "brackets like (");
        if (!Parser.TryParse(source, out var parsed, out var error))
            throw Failure(source, error);
        if (TemplateCheck.Of(parsed, source, FilterNames, DigestModel.Names) is { } problem)
            throw new TemplateException(problem);

        var context = new TemplateContext(Options);
        foreach (var (name, value) in DigestModel.Of(digest, template == DigestTemplate.Slack ? SlackText.Escape : null))
            context.SetValue(name, value);
        using var output = new BoundedWriter(LongestOutput);
        try
        {
            // Nothing in it waits, so that it is done when it comes back.
            parsed.RenderAsync(output, context, template == DigestTemplate.Html ? Html : NullEncoder.Default).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OutputTooLongException or InvalidOperationException or FluidException)
        {
            throw new TemplateException(new TemplateProblem(1, 1, e is OutputTooLongException
                ? $"What comes out has more than {LongestOutput} characters."
                : $"It cannot be rendered: {e.Message}"), e);
        }

        var text = output.ToString();
        return template == DigestTemplate.Subject ? ForeignLine.Of(text, LongestSubject) : text;
    }

    private static FluidParser CreateParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false, AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Where(t => !Tags.Contains(t)).ToList())
            parser.RegisteredTags.Remove(tag);
        return parser;
    }

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MaxSteps = MostSteps, MaxRecursion = 20, StrictFilters = true, CultureInfo = CultureInfo.InvariantCulture };
        options.Filters.Clear();
        Add("upcase", (text, _) => text.ToUpperInvariant());
        Add("downcase", (text, _) => text.ToLowerInvariant());
        Add("truncate", (text, length) => length >= 0 && text.Length > length ? text[..length].TrimEnd() + "…" : text);
        options.Filters.AddFilter("default", (input, arguments, _) => input.IsNil() || input.ToStringValue().Length == 0 ? arguments.At(0) : input);
        options.Filters.AddFilter("size", (input, _, context) => input.GetValueAsync("size", context));
        return options;

        void Add(string name, Func<string, int, string> filter) => options.Filters.AddFilter(
            name, (input, arguments, _) => new StringValue(filter(input.ToStringValue(), (int)Math.Clamp(arguments.At(0).ToNumberValue(), -1, LongestSource))));
    }

    // Counted wherever they stand: what is nested in truth only the parser knows, and a text in quotes or in raw could mislead whoever guesses.
    private static void CheckNesting(string source, string opening, string what)
    {
        for (var (at, count) = (source.IndexOf(opening, StringComparison.Ordinal), 1); at >= 0; at = source.IndexOf(opening, at + 1, StringComparison.Ordinal), count++)
        {
            if (count > MostNested)
                throw Failure(source.AsSpan(0, at).Count('\n') + 1, at - source.LastIndexOf('\n', at), $"A template has at most {MostNested} {what}.");
        }
    }

    /// <summary>The parser names the place at the end of its first line: <c>… at (2:12)</c>.</summary>
    private static TemplateException Failure(string source, string error)
    {
        var line = error.Split('\n', 2)[0];
        return Place().Match(line) is { Success: true } place
            ? Failure(int.Parse(place.Groups[2].ValueSpan), int.Parse(place.Groups[3].ValueSpan), Explained(place.Groups[1].Value.Trim()))
            : Failure(1, Math.Min(1, source.Length), line);
    }

    private static string Explained(string message) => message.StartsWith("Unknown tag", StringComparison.Ordinal)
        ? $"{message}. There are {string.Join(", ", Tags.Order(StringComparer.Ordinal))}."
        : message + ".";

    private static TemplateException Failure(int line, int column, string message) => new(new TemplateProblem(line, column, message));

    [GeneratedRegex(@"^(.*) at \((\d{1,6}):(\d{1,6})\)", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
