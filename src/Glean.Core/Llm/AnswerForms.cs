using Glean.Egress;

namespace Glean.Llm;

/// <summary>How a service is told what an answer must look like, from the strictest to the one that every service takes.</summary>
internal enum AnswerForm
{
    /// <summary>The service holds the model to the schema (<c>response_format: json_schema</c>).</summary>
    Schema,

    /// <summary>The service sees to it that it is JSON (<c>json_object</c>); the schema stands in the instructions.</summary>
    Json,

    /// <summary>The schema stands in the instructions.</summary>
    Text,
}

/// <summary>Whatever the form, an answer is checked against the schema by whoever asked; a service that knows less only errs more.</summary>
internal static class AnswerForms
{
    private static readonly string[] Signs = ["response_format", "response format", "json_schema", "json_object", "json schema", "strict"];

    /// <summary>Whether a service turned a question down because of the form asked for.</summary>
    public static bool IsRefused(FetchFailed failure) =>
        failure is { Kind: FetchFailureKind.OtherStatus, Status: 400 or 422, Detail: { } said }
        && Signs.Any(sign => said.Contains(sign, StringComparison.OrdinalIgnoreCase));

    /// <summary>The instructions with the schema in words.</summary>
    public static string Described(LlmQuestion question) =>
        $"{question.System}\n\nAnswer with one JSON object and nothing else. It must fit this JSON schema:\n{question.Schema.GetRawText()}";
}
