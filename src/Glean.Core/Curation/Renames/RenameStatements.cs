using System.Buffers;
using System.Text.RegularExpressions;

namespace Glean.Curation.Renames;

/// <summary>That a text says of a product that it has another name now.</summary>
/// <param name="Former">As it stands in the text; a word before it may belong to the sentence.</param>
/// <param name="Present">As it stands in the text; a word after it may belong to the sentence.</param>
/// <param name="Explicit">Whether the words leave no doubt: "formerly", "renamed to". "X is now Y" may mean much.</param>
public sealed record RenameStatement(string Former, string Present, string Quote, bool Explicit);

/// <summary>Reads changes of names from texts. A pure function of the text; who is meant is another's question.</summary>
public static partial class RenameStatements
{
    private static readonly SearchValues<string> Cues = SearchValues.Create(
        ["formerly", "previously", "originally", "fka", "f/k/a", "renamed", "rebranded", "is now", "became", "changed its name", "new name", "used to be"],
        StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<RenameStatement> In(string text)
    {
        // Most texts end here.
        if (text.AsSpan().IndexOfAny(Cues) < 0)
        {
            return [];
        }

        List<RenameStatement> found = [];
        Add(Formerly(), isExplicit: true);
        Add(Renamed(), isExplicit: true);
        Add(IsNow(), isExplicit: false);
        return found;

        void Add(Regex pattern, bool isExplicit)
        {
            foreach (Match match in pattern.Matches(text))
            {
                var (former, present) = (match.Groups["old"].Value, match.Groups["new"].Value);
                if (former != present && EndsHere(text, match.Index + match.Length, isExplicit))
                {
                    found.Add(new RenameStatement(former, present, match.Value.Trim(), isExplicit));
                }
            }
        }
    }

    /// <summary>Whether the name really ends there: not "Make's rival", and after "is now" not "Salesforce certified".</summary>
    private static bool EndsHere(string text, int end, bool isExplicit)
    {
        if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '\'' or '’' or '-'))
        {
            return false;
        }

        var rest = text.AsSpan(end).TrimStart(' ');
        return isExplicit || rest.IsEmpty || !char.IsLetterOrDigit(rest[0]) || AfterName().IsMatch(rest);
    }

    // A name: up to three words with capitals or digits, or one word with a dot or a capital inside.
    private const string Word = @"[A-Z0-9][\p{L}\d]*([.+&-][\p{L}\d]+)*";
    private const string Name = $@"({Word}( {Word}){{0,2}}|[\p{{Ll}}\d]+(\.[\p{{Ll}}]{{2,8}}|[A-Z][\p{{L}}\d]*))";

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // "Make (formerly Integromat)", "Make, previously known as Integromat", "Make used to be called Integromat".
    [GeneratedRegex($@"\b(?<new>{Name})((,? \(|, | \[)([Ff]ormerly|[Pp]reviously|[Oo]riginally|[Ff]ka|FKA|[Ff]/[Kk]/[Aa])( known as| called| named|:)?| ([Ff]ormerly|[Pp]reviously|[Oo]riginally) (known as|called|named)| used to be( called| known as| named)?|,? the new name (of|for)) (?<old>{Name})", Options)]
    private static partial Regex Formerly();

    // "Integromat was renamed to Make", "Integromat rebranded as Make", "Integromat is now called Make", "Integromat changed its name to Make".
    [GeneratedRegex($@"\b(?<old>{Name})( has| have| had| was| were| is| got)?( just| recently| since| been| now| officially)*( (renamed|rebranded)( itself)?( to| as| into)?| (now )?(called|known as)| changed its name to) (?<new>{Name})", Options)]
    private static partial Regex Renamed();

    [GeneratedRegex($@"\b(?<old>{Name}) (is now|became) (?<new>{Name})", Options)]
    private static partial Regex IsNow();

    [GeneratedRegex(@"^(and|but|which|so|since|after|if|as|because)\b", Options)]
    private static partial Regex AfterName();
}
