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
        (a.Name.Full == b.Name.Full || HasFullName(a, b.Name.Full) || HasFullName(b, a.Name.Full));

    private static bool HasFullName(ToolNode node, string name) => !node.HasOneName && node.FullNames.Contains(name);

    public static bool ShareCore(ToolNode a, ToolNode b)
    {
        foreach (ref readonly var x in a.Names)
        {
            foreach (ref readonly var y in b.Names)
            {
                if (x.Core.Length > 1 && x.Core == y.Core)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static bool AreRenamed(ToolNode a, ToolNode b)
    {
        if (a.HasOneName && b.HasOneName)
        {
            return NameWords.RenamesOf(a.Name.Full).Contains(b.Name.Full);
        }

        foreach (var x in a.FullNames)
        {
            if (NameWords.RenamesOf(x) is { Count: > 0 } renames && b.FullNames.Any(renames.Contains))
            {
                return true;
            }
        }

        return false;
    }

    public static bool AreReordered(ToolNode a, ToolNode b) =>
        a.Name.SortedHash != 0 && a.Name.SortedHash == b.Name.SortedHash && a.Name.Tokens.Order(StringComparer.Ordinal).SequenceEqual(b.Name.Tokens.Order(StringComparer.Ordinal));

    /// <summary>A typing error apart; digits are no typing errors ("Gen-2", "Gen-3").</summary>
    public static bool AreNear(string x, string y)
    {
        var allowed = NearNames.Allowed(Math.Min(x.Length, y.Length));
        return allowed > 0 && SameDigits(x, y) && EditDistance.Within(x, y, allowed) <= allowed;
    }

    /// <summary>All names of one are a typing error from all names of the other: one alias that is not speaks against it.</summary>
    public static bool AreNear(ToolNode a, ToolNode b)
    {
        foreach (ref readonly var x in a.Names)
        {
            foreach (ref readonly var y in b.Names)
            {
                if (x.Core != y.Core && !AreNear(x.Full, y.Full) && !AreNear(x.Core, y.Core))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool SameDigits(string x, string y)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < x.Length && !char.IsAsciiDigit(x[i]))
            {
                i++;
            }

            while (j < y.Length && !char.IsAsciiDigit(y[j]))
            {
                j++;
            }

            if (i == x.Length || j == y.Length)
            {
                return i == x.Length && j == y.Length;
            }

            if (x[i++] != y[j++])
            {
                return false;
            }
        }
    }
}
