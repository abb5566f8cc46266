namespace Glean.Reports;

/// <summary>A category's name as people read it.</summary>
public static class CategoryWords
{
    /// <summary><c>Lead research</c> for <c>lead_research</c>.</summary>
    public static string Of(string category) => category switch
    {
        "" => "",
        "crm" => "CRM",
        _ => char.ToUpperInvariant(category[0]) + category[1..].Replace('_', ' '),
    };
}
