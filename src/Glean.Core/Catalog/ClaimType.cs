namespace Glean.Catalog;

/// <summary>What a claim says about its tool.</summary>
public enum ClaimType
{
    /// <summary>What it does or has, or a judgement of its quality.</summary>
    Feature,

    /// <summary>Price, plan, free tier, or a judgement of cost.</summary>
    Pricing,

    /// <summary>That it connects to or works with another product.</summary>
    Integration,

    /// <summary>What it lacks; complaints and problems.</summary>
    Limitation,

    /// <summary>Better, worse, an alternative, switched from one to another.</summary>
    Comparison,

    /// <summary>How somebody uses it.</summary>
    UseCase,

    /// <summary>For whom it is.</summary>
    Audience,
}
