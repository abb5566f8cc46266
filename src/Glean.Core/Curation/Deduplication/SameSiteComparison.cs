namespace Glean.Curation.Deduplication;

/// <summary>
/// Two tools of one site: a company's products stay apart, spellings of one product come together. What remains of a
/// name without the site's own name is the product.
/// </summary>
internal static class SameSiteComparison
{
    private const int ShortestProductForTypos = 6;

    public static Verdict Compare(ToolNode a, ToolNode b, AddressRelation relation)
    {
        var site = a.Address.Site;
        var samePage = relation == AddressRelation.SamePage;
        if (NameRelations.ShareFullName(a, b))
        {
            return Verdict.Same(0.99, $"the same name on {site}");
        }

        if (NameRelations.AreRenamed(a, b))
        {
            return Verdict.Same(0.98, $"a known change of name on {site}");
        }

        var best = Verdict.Different($"other products of {site}");
        foreach (ref readonly var nameA in a.Names)
        {
            foreach (ref readonly var nameB in b.Names)
            {
                var verdict = CompareNames(nameA, nameB, a, b, samePage);
                best = verdict.Likelihood > best.Likelihood ? verdict : best;
            }
        }

        return best;
    }

    private static Verdict CompareNames(in NameProfile nameA, in NameProfile nameB, ToolNode a, ToolNode b, bool samePage)
    {
        var site = a.Address.Site;
        var productA = SiteName.Of(nameA, a.Address);
        var productB = SiteName.Of(nameB, b.Address);
        if (productA.IsBrand && productB.IsBrand)
        {
            return Verdict.Same(0.97, $"both names are the name of {site}");
        }

        if (productA.Compact == productB.Compact)
        {
            return Verdict.Same(0.96, $"the same product \"{string.Join(' ', productA.Product)}\" on {site}");
        }

        if (NameRelations.AreReordered(a, b))
        {
            return Verdict.Same(0.95, $"the same words in another order on {site}");
        }

        if (AreTypingErrors(nameA, nameB, productA, productB))
        {
            // Two pages below the front page with two spellings may be two products ("Watson", "watsonx").
            return samePage || a.Address.IsRoot || b.Address.IsRoot
                ? Verdict.Same(0.93, $"names a typing error apart on {site}")
                : Verdict.Unsure(0.6, $"names a typing error apart on {site}", "each has a page of its own");
        }

        if (productA.IsBrand || productB.IsBrand)
        {
            var (brand, product) = productA.IsBrand ? (a, b) : (b, a);
            return BrandAndProduct(brand, product, productA.IsBrand ? productB : productA, samePage);
        }

        return TwoProducts(a, b, productA, productB, samePage);
    }

    // Of two products of a site, or of the site's own name; "Acme Forms" is no misspelling of "Acme".
    private static bool AreTypingErrors(in NameProfile nameA, in NameProfile nameB, SiteName productA, SiteName productB)
    {
        var (x, y) = productA.IsBrand || productB.IsBrand ? (nameA.Core, nameB.Core) : (productA.Compact, productB.Compact);
        return Math.Min(x.Length, y.Length) >= ShortestProductForTypos && NameRelations.AreNear(x, y);
    }

    private static Verdict BrandAndProduct(ToolNode brand, ToolNode product, SiteName name, bool samePage)
    {
        var site = brand.Address.Site;
        var words = string.Join(' ', name.Product);
        var (overlap, shared) = brand.Words.Compare(product.Words);
        if (!name.HasBrand)
        {
            // A front page under two names: renamed, or somebody listed a product with the maker's address.
            if (brand.Address.IsRoot && product.Address.IsRoot)
            {
                return Verdict.Unsure(0.3 + (overlap / 3), $"the same front page, {site}", $"two names with nothing in common");
            }

            return samePage
                ? Verdict.Unsure(0.25 + (overlap / 3), $"the same page on {site}", $"two names with nothing in common")
                : Verdict.Different($"\"{words}\" is a product of {site}");
        }

        if (name.Product.All(NameWords.IsEdition))
        {
            return Verdict.Unsure(0.6, $"the same name on {site} but for \"{words}\"", "may be another edition or version");
        }

        if (name.Product.All(t => NameWords.IsKind(t) || NameWords.IsEdition(t)) && samePage)
        {
            return Verdict.Unsure(0.5, $"the same page on {site}, and \"{words}\" may only say what it is", "may be one of several products");
        }

        return samePage && overlap >= 0.6 && shared >= 2
            ? Verdict.Unsure(0.4, $"the same page on {site} and similar descriptions", $"\"{words}\" may be a product of its own")
            : Verdict.Different($"\"{words}\" is a product of {site}");
    }

    private static Verdict TwoProducts(ToolNode a, ToolNode b, SiteName productA, SiteName productB, bool samePage)
    {
        var site = a.Address.Site;
        var common = productA.Product.Any(productB.Product.Contains);
        if (common && RestOf(productA, productB) is { } rest && rest.All(t => NameWords.IsEdition(t) || (samePage && NameWords.IsKind(t))))
        {
            return Verdict.Unsure(0.5, $"the same name on {site} but for \"{string.Join(' ', rest)}\"", "may be another edition or version");
        }

        if (a.FullNames.Skip(1).Intersect(productB.Product).Any() || b.FullNames.Skip(1).Intersect(productA.Product).Any())
        {
            return Verdict.Unsure(0.5, $"one name of it is part of the other on {site}", "the other words differ");
        }

        var (overlap, shared) = a.Words.Compare(b.Words);
        var neitherBrand = !productA.HasBrand && !productB.HasBrand;
        if (neitherBrand && samePage && (common || (overlap >= 0.5 && shared >= 2)))
        {
            return Verdict.Unsure(0.3 + (overlap / 4), $"the same page, {site}", "the names differ");
        }

        return Verdict.Different($"other products of {site}");
    }

    /// <summary>What one says beside all words of the other; null when each has words of its own.</summary>
    private static List<string>? RestOf(SiteName one, SiteName other)
    {
        var ofOne = one.Product.Except(other.Product).ToList();
        var ofOther = other.Product.Except(one.Product).ToList();
        return ofOne.Count == 0 ? ofOther : ofOther.Count == 0 ? ofOne : null;
    }
}
