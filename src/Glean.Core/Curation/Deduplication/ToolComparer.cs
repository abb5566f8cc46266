namespace Glean.Curation.Deduplication;

/// <summary>
/// Is this the same tool? Names decide, addresses say how far a name reaches, descriptions break ties. A wrong merge
/// costs a person more than a question, so what is likely but not clear is <see cref="Answer.Unsure"/>.
/// </summary>
internal static class ToolComparer
{
    public static Verdict Compare(ToolNode a, ToolNode b)
    {
        var relation = ToolAddress.Relate(a.Address, b.Address);
        return relation switch
        {
            AddressRelation.SamePage or AddressRelation.SameSite => SameSiteComparison.Compare(a, b, relation),
            _ => AcrossSitesComparison.Compare(a, b, relation),
        };
    }
}

/// <summary>What both comparisons ask of two names.</summary>
internal static class NameRelations
{
    /// <summary>The name of one is a name of the other; two names in parentheses do not make one tool.</summary>
    public static bool ShareFullName(ToolNode a, ToolNode b) =>
        a.Name.Full.Length > 0 && b.Name.Full.Length > 0 &&
        (a.Name.Full == b.Name.Full || a.FullNames.Contains(b.Name.Full) || b.FullNames.Contains(a.Name.Full));

    public static bool ShareCore(ToolNode a, ToolNode b) =>
        Any(a.Names.Select(n => n.Core), b.Names.Select(n => n.Core), (x, y) => x == y && x.Length > 1);

    public static bool AreRenamed(ToolNode a, ToolNode b) => Any(a.FullNames, b.FullNames, NameWords.AreRenames);

    public static bool AreReordered(ToolNode a, ToolNode b) =>
        a.Name.SortedTokens.Length > 0 && a.Name.SortedTokens == b.Name.SortedTokens;

    /// <summary>A typing error apart; digits are no typing errors ("Gen-2", "Gen-3").</summary>
    public static bool AreNear(string x, string y)
    {
        var allowed = NearNames.Allowed(Math.Min(x.Length, y.Length));
        return allowed > 0 && EditDistance.Within(x, y, allowed) <= allowed && Digits(x) == Digits(y);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static bool Any(IEnumerable<string> xs, IEnumerable<string> ys, Func<string, string, bool> holds) =>
        xs.Any(x => ys.Any(y => holds(x, y)));
}
