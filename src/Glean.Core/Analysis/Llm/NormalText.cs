using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>
/// A text as models tend to copy it: white space as single blanks, plain quotes and dashes, lower case, no emphasis and no addresses of
/// links. Each of its characters knows where it stands in the text.
/// </summary>
internal sealed class NormalText
{
    private const int LongestLink = 300;

    private readonly List<int> places;

    private NormalText(string text, List<int> places) => (Text, this.places) = (text, places);

    public string Text { get; }

    public static NormalText Of(ReadOnlySpan<char> text)
    {
        var normal = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ']' && LinkEnd(text, i) is { } end)
            {
                i = end;
            }
            else if (c is '*' or '`' or '[' or ']' or '\\' or '\u00AD' or (>= '\u200B' and <= '\u200F') or '\u2060' or '\uFEFF')
            {
                // Marks that nobody reads.
            }
            else if (char.IsWhiteSpace(c))
            {
                if (normal.Length > 0 && normal[^1] != ' ')
                {
                    Add(' ', i);
                }
            }
            else if (c == '…')
            {
                Add('.', i);
                Add('.', i);
                Add('.', i);
            }
            else
            {
                Add(Plain(c), i);
            }
        }

        return new NormalText(normal.ToString(), places);

        void Add(char plain, int at)
        {
            normal.Append(plain);
            places.Add(at);
        }
    }

    /// <summary>Where <paramref name="length"/> characters from <paramref name="start"/> stand in the text.</summary>
    public TextSpan SpanOf(int start, int length) => new(places[start], places[start + length - 1] + 1);

    /// <summary>The first of its characters that stands at or after <paramref name="place"/> in the text.</summary>
    public int IndexOfPlace(int place)
    {
        var found = places.BinarySearch(place);
        return found < 0 ? ~found : found;
    }

    private static char Plain(char c) => c switch
    {
        '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
        '‘' or '’' or '‚' or '‛' or '′' or '´' => '\'',
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => '-',
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>Where the address of a Markdown link that begins at <paramref name="at"/> ends.</summary>
    private static int? LinkEnd(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + LongestLink)];
        return rest.StartsWith("](http") && rest.IndexOf(')') is var end and > 0 ? at + end : null;
    }
}
