namespace Glean.Catalog;

/// <summary>The kind of difference between two snapshots of an approved tool's page.</summary>
public enum ChangeType
{
    New,
    PricingChange,
    FeatureAdded,
    FeatureRemoved,
    ContentChange,
    News,
    Unreachable,
}
