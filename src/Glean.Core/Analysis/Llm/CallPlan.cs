namespace Glean.Analysis.Llm;

/// <summary>Puts short parts together into one question, so that the instructions are not paid for with each.</summary>
internal static class CallPlan
{
    private const int ShortPart = 2_000;
    private const int MostParts = 8;
    private const int MostCharacters = 8_000;

    /// <summary>
    /// Questions for all parts, in their order. A text that seems to speak to a model is asked about alone: whatever it may achieve,
    /// it achieves it for itself only.
    /// </summary>
    public static IReadOnlyList<PlannedCall> Of(IEnumerable<TextPart> parts)
    {
        List<PlannedCall> calls = [];
        List<TextPart> together = [];
        var characters = 0;
        foreach (var part in parts)
        {
            if (part.Weight > ShortPart || InjectionCues.Speaks(part.Text))
            {
                calls.Add(new PlannedCall([part]));
                continue;
            }

            if (together.Count == MostParts || characters + part.Weight > MostCharacters || together.Exists(p => p.Text == part.Text))
            {
                calls.Add(new PlannedCall(together));
                (together, characters) = ([], 0);
            }

            together.Add(part);
            characters += part.Weight;
        }

        if (together.Count > 0)
        {
            calls.Add(new PlannedCall(together));
        }

        return calls;
    }
}
