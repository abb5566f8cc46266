using System.Text;
using Glean.Egress;

namespace Glean.Settings.Services;

/// <summary>What a service said when it was asked.</summary>
/// <param name="Status">Its HTTP status; null when it was not reached or not asked.</param>
public sealed record ServiceAnswer(string Service, bool Ok, int? Status, string Message);

/// <summary>Really asks a service whether it takes our credentials.</summary>
public static class ServiceProbe
{
    private const int LongestQuote = 200;

    public static async Task<ServiceAnswer> AskAsync(ServiceDefinition service, GleanSettings settings, IFetcher fetcher, CancellationToken cancellationToken)
    {
        var missing = service.Required.Where(d => settings[d] is not { Length: > 0 }).Select(d => d.Variable).ToList();
        if (missing.Count > 0)
        {
            return new ServiceAnswer(service.Id, false, null, $"Not configured: {string.Join(", ", missing)} missing.");
        }

        FetchRequest request;
        try
        {
            request = service.Ask(variable => settings[SettingDefinitions.Find(variable)!] ?? "");
        }
        catch (UriFormatException)
        {
            return new ServiceAnswer(service.Id, false, null, "The address that is set for it is no web address.");
        }

        return await fetcher.FetchAsync(request, cancellationToken) switch
        {
            Fetched { MediaType: var type } answer when !type.Contains("json", StringComparison.Ordinal) =>
                new ServiceAnswer(service.Id, false, answer.Status, $"It answered {answer.Status} with {(type.Length == 0 ? "an unknown kind of content" : type)} where JSON belongs."),
            Fetched answer => new ServiceAnswer(service.Id, true, answer.Status, $"It answered {answer.Status}: the connection works."),
            FetchFailed failed => new ServiceAnswer(service.Id, false, failed.Status, SecretMask.Hide(Explain(failed), service.Fields.Where(d => d.Secret).Select(d => settings[d]))),
            var other => new ServiceAnswer(service.Id, false, null, $"It answered unexpectedly ({other.GetType().Name})."),
        };
    }

    private static string Explain(FetchFailed failed) => failed.Detail is { Length: > 0 } detail
        ? $"{failed.Message} It said: {OneLine(detail)}"
        : failed.Message;

    private static string OneLine(string text)
    {
        var line = new StringBuilder(LongestQuote);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
        {
            line.Append(char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c);
        }

        return line.ToString().Trim();
    }
}
