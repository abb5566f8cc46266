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

    public static async Task<ServiceAnswer> AskAsync(
        ServiceDefinition service, GleanSettings settings, IFetcher fetcher, TimeProvider time, CancellationToken cancellationToken)
    {
        var missing = service.Required.Where(d => settings[d] is not { Length: > 0 }).Select(d => d.Variable).ToList();
        if (missing.Count > 0)
        {
            return new ServiceAnswer(service.Id, false, null, $"Not configured: {string.Join(", ", missing)} missing.");
        }

        if (KeyAddress.Misdirected(settings, service.Fields) is var (_, problem))
        {
            return new ServiceAnswer(service.Id, false, null, problem);
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

        if (service.Address is { } address && settings.OriginOf(address) is SettingOrigin.Environment or SettingOrigin.ConfigFile)
        {
            return await AskOwnAsync(service, settings, request, time, cancellationToken);
        }

        return await fetcher.FetchAsync(request, cancellationToken) switch
        {
            Fetched answer => Answered(service, answer.Status, answer.MediaType),
            FetchFailed failed => Failed(service, settings, failed),
            var other => new ServiceAnswer(service.Id, false, null, $"It answered unexpectedly ({other.GetType().Name})."),
        };
    }

    /// <summary>Asks an address that the operator set, over the connection that an analysis uses: a private one is no mistake there.</summary>
    private static async Task<ServiceAnswer> AskOwnAsync(
        ServiceDefinition service, GleanSettings settings, FetchRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Url.Scheme != Uri.UriSchemeHttp && request.Url.Scheme != Uri.UriSchemeHttps)
        {
            return new ServiceAnswer(service.Id, false, null, "The address that is set for it is no web address.");
        }

        var origin = new ServiceOrigin(request.Url, IsOperators: true) { MaxRetries = 0 };
        try
        {
            var (status, mediaType) = await ServiceCall.SendAsync(origin, request, new EgressOptions(), time, cancellationToken);
            return Answered(service, status, mediaType);
        }
        catch (ServiceFailedException e)
        {
            return Failed(service, settings, e.Failure);
        }
    }

    private static ServiceAnswer Answered(ServiceDefinition service, int status, string type) => type.Contains("json", StringComparison.Ordinal)
        ? new ServiceAnswer(service.Id, true, status, $"It answered {status}: the connection works.")
        : new ServiceAnswer(service.Id, false, status, $"It answered {status} with {(type.Length == 0 ? "an unknown kind of content" : type)} where JSON belongs.");

    private static ServiceAnswer Failed(ServiceDefinition service, GleanSettings settings, FetchFailed failed) =>
        new(service.Id, false, failed.Status, SecretMask.Hide(Explain(failed), service.Fields.Where(d => d.Secret).Select(d => settings[d])));

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
