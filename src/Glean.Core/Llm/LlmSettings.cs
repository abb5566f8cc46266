using Glean.Catalog;
using Glean.Settings;

namespace Glean.Llm;

/// <summary>Looks over the settings of language models before somebody relies on them.</summary>
public static class LlmSettings
{
    /// <summary>What is wrong with the numbers, in words that name the variable; null when nothing is. Keys and addresses are another matter.</summary>
    public static string? Problem(GleanSettings settings)
    {
        try
        {
            LlmBudget.Of(settings);
            LlmPrices.Load(settings);
            LlmNumbers.Whole(settings, SettingDefinitions.LlmBatchFrom, 1, long.MaxValue);
            LlmNumbers.Whole(settings, SettingDefinitions.LlmParallel, 1, 32);
            LlmNumbers.Whole(settings, SettingDefinitions.LlmTimeout, 1, 3600);
            return null;
        }
        catch (GleanException e)
        {
            return $"{e.Message} {e.NextStep}";
        }
    }
}
