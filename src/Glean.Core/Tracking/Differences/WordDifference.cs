using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;

namespace Glean.Tracking.Differences;

/// <summary>What became of a stretch of words.</summary>
public enum PieceKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of words of one or both texts.</summary>
public sealed record DifferencePiece(PieceKind Kind, string Text);

/// <summary>Compares two texts word by word.</summary>
public static class WordDifference
{
    private const int LongestText = 20_000;

    private static readonly DelimiterChunker Chunks = new([' ', ',', '.', ';', ':', '(', ')', '/']);

    /// <summary>The pieces of which both texts can be put together; those that are the same in both, and each side's own.</summary>
    public static IReadOnlyList<DifferencePiece> Of(string before, string after)
    {
        // Words by words, the effort grows with the square of what differs.
        if (before.Length + after.Length > LongestText)
            return [new DifferencePiece(PieceKind.Removed, before), new DifferencePiece(PieceKind.Added, after)];

        var difference = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Chunks);
        List<DifferencePiece> pieces = [];
        var at = 0;
        foreach (var block in difference.DiffBlocks)
        {
            Add(pieces, PieceKind.Same, difference.PiecesOld, at, block.DeleteStartA);
            Add(pieces, PieceKind.Removed, difference.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Add(pieces, PieceKind.Added, difference.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(pieces, PieceKind.Same, difference.PiecesOld, at, difference.PiecesOld.Count);
        return pieces;
    }

    private static void Add(List<DifferencePiece> pieces, PieceKind kind, IReadOnlyList<string> words, int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; i++)
            text.Append(words[i]);
        if (text.Length > 0)
            pieces.Add(new DifferencePiece(kind, text.ToString()));
    }
}
