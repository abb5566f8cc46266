using Glean.Catalog;
using Glean.Settings;

namespace Glean.Llm;

/// <summary>What language models may use; null is no limit. A day begins at midnight UTC.</summary>
public sealed record LlmBudget(long? DayTokens, double? DayUsd, long? JobTokens, double? JobUsd)
{
    public static readonly LlmBudget None = new(null, null, null, null);

    /// <exception cref="GleanException">A limit makes no sense; the message names it.</exception>
    public static LlmBudget Of(GleanSettings settings) => new(
        LlmNumbers.Whole(settings, SettingDefinitions.LlmDayTokens, 0, long.MaxValue),
        LlmNumbers.Dollars(settings, SettingDefinitions.LlmDayUsd),
        LlmNumbers.Whole(settings, SettingDefinitions.LlmJobTokens, 0, long.MaxValue),
        LlmNumbers.Dollars(settings, SettingDefinitions.LlmJobUsd));

    /// <summary>Why so much more may not be used, in words for people; null when it may.</summary>
    /// <param name="day">Used since midnight, and held back for what is under way.</param>
    /// <param name="job">The same of this job.</param>
    public string? Refusal(LlmSpent day, LlmSpent job, LlmSpent more)
    {
        static string? Over(string what, double? limit, double used, double more, string unit, SettingDefinition setting) => limit is { } most && used + more > most
            ? $"The budget {what} is used up: {Amount(used, unit)} of {Amount(most, unit)}, and the next question may take {Amount(more, unit)}. {setting.Variable} raises it."
            : null;

        return Over("of the day", DayTokens, day.Tokens, more.Tokens, "tokens", SettingDefinitions.LlmDayTokens)
            ?? Over("of the day", DayUsd, day.Usd, more.Usd, "USD", SettingDefinitions.LlmDayUsd)
            ?? Over("of this job", JobTokens, job.Tokens, more.Tokens, "tokens", SettingDefinitions.LlmJobTokens)
            ?? Over("of this job", JobUsd, job.Usd, more.Usd, "USD", SettingDefinitions.LlmJobUsd);
    }

    private static string Amount(double amount, string unit) => unit == "USD" ? $"{amount:0.####} USD" : $"{amount:N0} tokens";
}

/// <summary>Tokens and money.</summary>
public readonly record struct LlmSpent(long Tokens, double Usd)
{
    public static LlmSpent operator +(LlmSpent one, LlmSpent other) => new(one.Tokens + other.Tokens, one.Usd + other.Usd);

    public static LlmSpent operator -(LlmSpent one, LlmSpent other) => new(one.Tokens - other.Tokens, one.Usd - other.Usd);
}

/// <summary>The budget does not allow the question. What was answered before stays.</summary>
public sealed class LlmBudgetException(string message) : Exception(message);
