using AngleSharp.Dom;

namespace Glean.Tracking.Reading;

/// <summary>What a piece of a page's text is by its markup.</summary>
internal enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Cell,

    /// <summary>A button or a link dressed as one: a call to act, not a statement.</summary>
    Button,
}

/// <summary>A piece of text that stands by itself on a page.</summary>
/// <param name="Text">With white space folded.</param>
/// <param name="Level">Of a heading, 1 to 6; 0 for anything else.</param>
/// <param name="Element">The element that holds it.</param>
/// <param name="Aside">It belongs to what frames the page (menus, footers, banners, advertisements, experiments) and not to what it says.</param>
/// <param name="Hidden">It is not shown at first: the other side of a switch, a closed answer.</param>
internal sealed record PageBlock(string Text, BlockKind Kind, int Level, IElement Element, bool Aside, bool Hidden)
{
    /// <summary>Where it stands: the names and positions of the elements above it.</summary>
    public string Slot => ElementPath.Of(Element);
}

/// <summary>The place of an element in its document.</summary>
internal static class ElementPath
{
    private const int Deepest = 40;

    public static string Of(IElement element)
    {
        List<string> steps = [];
        for (var at = element; at?.ParentElement is { } parent && steps.Count < Deepest; at = parent)
            steps.Add($"{at.LocalName}{Position(at)}");

        steps.Reverse();
        return string.Join('/', steps);
    }

    private static int Position(IElement element)
    {
        var position = 0;
        foreach (var child in element.ParentElement!.Children)
        {
            position += child.LocalName == element.LocalName ? 1 : 0;
            if (child == element)
                break;
        }

        return position;
    }
}
