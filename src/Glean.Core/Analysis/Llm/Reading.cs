using Glean.Catalog;
using Glean.Llm;

namespace Glean.Analysis.Llm;

/// <summary>A piece of a text that is asked about at once: the whole text, one of its windows, or some of what the rules propose for it.</summary>
/// <param name="Window">What of the text is shown.</param>
internal sealed record TextPart(SourceText Text, TextSpan Window)
{
    /// <summary>What the rules propose, for a model that decides.</summary>
    public Extraction? Proposed { get; init; }

    /// <summary>About how many characters it sends.</summary>
    public int Weight { get; init; } = Window.Length;

    public LlmShare Share => new(Text.DiscoveryId, Text.SourceId, Weight);
}

/// <summary>One question about one or several parts.</summary>
internal sealed record PlannedCall(IReadOnlyList<TextPart> Parts);

/// <summary>What an answer says of each part, in their order; or what is wrong with it.</summary>
internal sealed record AnswerReading(IReadOnlyList<Extraction> Parts, string? Problem)
{
    /// <summary>Parts whose answer is hard to believe: what else was asked about at the same time may have had a hand in it.</summary>
    public IReadOnlySet<int> Doubtful { get; init; } = new HashSet<int>();

    public static AnswerReading Unusable(string problem) => new([], problem);
}

/// <summary>A way to have texts read by a model: which questions to ask, and what to make of the answers. Pure.</summary>
internal interface IReadingMethod
{
    /// <summary>The parts of a text to ask about; empty when there is nothing to ask, and then nothing is found in it.</summary>
    IReadOnlyList<TextPart> Parts(SourceText text);

    LlmQuestion Ask(PlannedCall call);

    AnswerReading Read(PlannedCall call, string answer);

    /// <summary>Characters at the end of a text that none of its parts shows.</summary>
    int Unread(SourceText text) => 0;

    /// <summary>A part in two, when the answer to it was too long; null when it is too small for that.</summary>
    IReadOnlyList<TextPart>? Halve(TextPart part);
}
