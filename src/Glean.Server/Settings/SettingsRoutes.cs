using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Llm;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Server.Notifications;
using Glean.Settings;
using Glean.Settings.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Settings;

/// <param name="Value">Null for secrets, whether set or not.</param>
/// <param name="Origin"><c>default</c>, <c>config_file</c>, <c>stored</c> or <c>environment</c>.</param>
internal sealed record SettingItem(string Name, string? Value, bool IsSet, string Origin, bool Secret, bool Editable, string Purpose)
{
    public static SettingItem Of(EffectiveSetting s) => new(
        s.Definition.Variable, s.Definition.Secret ? null : s.Value, s.Value is { Length: > 0 }, s.Origin.ToWire(), s.Definition.Secret, s.Definition.Storable, s.Definition.Purpose);
}

internal sealed record SettingList(IReadOnlyList<SettingItem> Settings);

internal sealed record ServiceItem(string Id, string Title, bool Configured, IReadOnlyList<SettingItem> Fields);

internal sealed record ServiceList(IReadOnlyList<ServiceItem> Services);

/// <param name="Origin"><c>default</c> or <c>stored</c>.</param>
internal sealed record FocusAnswer(string Origin, Focus Focus);

/// <summary>Settings that an admin keeps in the database. Secrets go in and never come out.</summary>
internal static class SettingsRoutes
{
    private const int LongestValue = 4096;

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/settings").WithTags("Settings").RequireAuthorization(Policies.Admin);
        settings.MapGet("", (SettingStore store) => TypedResults.Ok(List(store))).WithSummary("Every setting with its origin; secrets hidden");
        settings.MapPut("", SetAsync).Produces<SettingList>().Refuses(422).WithSummary("Store settings; null takes one away");
        settings.MapGet("services", (SettingStore store) => Services(store)).WithSummary("Services and whether they are configured");
        settings.MapGet("services/{id}", (string id, SettingStore store) => Service(id, store)).Produces<ServiceItem>().Refuses(404).WithSummary("One service");
        settings.MapPut("services/{id}", SetServiceAsync).Produces<ServiceItem>().Refuses(404, 422).WithSummary("Store what a service needs; null takes a value away");
        settings.MapPost("test-service/{id}", TestAsync).Produces<ServiceAnswer>().Refuses(404).WithSummary("Ask a service whether it takes the credentials");
        settings.MapGet("focus", (SettingStore store) => Focus(store)).WithSummary("What the index is about");
        settings.MapPut("focus", SetFocusAsync).Accepts<Focus>("application/json").Produces<FocusAnswer>().Refuses(422).WithSummary("Change the focus");
        settings.MapDelete("focus", ResetFocusAsync).Produces<FocusAnswer>().WithSummary("Go back to the focus that ships");
        settings.MapGet("thresholds", (SettingStore store) => TypedResults.Ok(store.Thresholds())).WithSummary("Normal and alert ranges");
        settings.MapPut("thresholds", SetThresholdsAsync).Produces<Thresholds>().Refuses(422).WithSummary("Change the ranges");
        settings.MapGet("retention", (SettingStore store) => TypedResults.Ok(store.Retention())).WithSummary("How long what piles up is kept");
        settings.MapPut("retention", SetRetentionAsync).Produces<Retention>().Refuses(422).WithSummary("Change how long it is kept");
    }

    private static SettingList List(SettingStore store) => new([.. store.Effective().All.Select(SettingItem.Of)]);

    private static async Task<IResult> SetAsync(Dictionary<string, string?> values, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        if (!TryRead(values, SettingDefinitions.All.Where(d => d.Storable), out var read, out var problems))
        {
            return Problems.Invalid(problems);
        }

        var wanted = store.Effective().With(read);
        if (KeyAddress.Misdirected(wanted, read.Keys) is var (address, misdirected))
        {
            return Problems.Invalid(address.Variable, misdirected);
        }

        // A budget that cannot be read would stop every analysis to come.
        if (LlmSettings.Problem(wanted) is { } problem)
        {
            return Problems.Invalid(read.Keys.First().Variable, problem);
        }

        if (read.Count > 0 && NotificationRoutes.Refusal(store, read) is { } refusal)
        {
            return refusal;
        }

        await store.SetAsync(read, context.Person(), cancellationToken);
        return TypedResults.Ok(List(store));
    }

    private static Ok<ServiceList> Services(SettingStore store)
    {
        var effective = store.Effective();
        return TypedResults.Ok(new ServiceList([.. ServiceDefinitions.All.Select(s => Of(s, effective))]));
    }

    private static IResult Service(string id, SettingStore store) =>
        ServiceDefinitions.Find(id) is { } service ? TypedResults.Ok(Of(service, store.Effective())) : NoService(id);

    private static async Task<IResult> SetServiceAsync(
        string id, Dictionary<string, string?> values, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        if (ServiceDefinitions.Find(id) is not { } service)
        {
            return NoService(id);
        }

        if (!TryRead(values, service.Fields, out var read, out var problems))
        {
            return Problems.Invalid(problems);
        }

        if (KeyAddress.Misdirected(store.Effective().With(read), read.Keys) is var (address, misdirected))
        {
            return Problems.Invalid(address.Variable, misdirected);
        }

        await store.SetAsync(read, context.Person(), cancellationToken);
        return TypedResults.Ok(Of(service, store.Effective()));
    }

    private static async Task<IResult> TestAsync(string id, SettingStore store, IFetcher fetcher, TimeProvider time, CancellationToken cancellationToken) =>
        ServiceDefinitions.Find(id) is { } service
            ? TypedResults.Ok(await ServiceProbe.AskAsync(service, store.Effective(), fetcher, time, cancellationToken))
            : NoService(id);

    private static Ok<FocusAnswer> Focus(SettingStore store)
    {
        var (focus, stored) = store.Focus();
        return TypedResults.Ok(new FocusAnswer(stored ? "stored" : "default", focus));
    }

    private static async Task<IResult> SetFocusAsync(JsonElement body, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        if (!TryReadFocus(body, out var focus, out var refused))
        {
            return refused;
        }

        await store.SetFocusAsync(focus, context.Person(), cancellationToken);
        return Focus(store);
    }

    /// <summary>Reads a focus and checks that it makes sense.</summary>
    internal static bool TryReadFocus(JsonElement body, [NotNullWhen(true)] out Focus? focus, [NotNullWhen(false)] out IResult? refused)
    {
        (focus, refused) = (null, null);
        if (body.ValueKind != JsonValueKind.Object)
        {
            refused = Problems.Invalid("focus", "Must be an object with name, categories, keywords, exclusions and weights.");
            return false;
        }

        try
        {
            var read = Glean.Catalog.Focus.FromYaml(body.GetRawText());
            if (FocusCheck.Problems(read) is { Count: > 0 } problems)
            {
                refused = Problems.Invalid(problems);
                return false;
            }

            focus = read;
            return true;
        }
        catch (GleanException e)
        {
            refused = Problems.Invalid("focus", e.Message);
            return false;
        }
    }

    private static async Task<IResult> ResetFocusAsync(HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        await store.SetFocusAsync(null, context.Person(), cancellationToken);
        return Focus(store);
    }

    private static async Task<IResult> SetThresholdsAsync(Thresholds body, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        if (body.Check() is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        await store.SetThresholdsAsync(body, context.Person(), cancellationToken);
        return TypedResults.Ok(store.Thresholds());
    }

    private static async Task<IResult> SetRetentionAsync(Retention body, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        if (body.Check() is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        await store.SetRetentionAsync(body, context.Person(), cancellationToken);
        return TypedResults.Ok(store.Retention());
    }

    /// <summary>Names a caller's values by their definitions. No message repeats a value.</summary>
    internal static bool TryRead(
        Dictionary<string, string?> values, IEnumerable<SettingDefinition> allowed, out Dictionary<SettingDefinition, string?> read, out Dictionary<string, string> problems)
    {
        read = [];
        problems = [];
        var known = allowed.ToList();
        foreach (var (name, value) in values)
        {
            if (SettingDefinitions.Find(name) is not { } definition || !known.Contains(definition))
            {
                problems[name.Length > 60 ? name[..60] : name] = $"Is no setting that can be stored here; those are {string.Join(", ", known.Select(d => d.Variable))}.";
            }
            else if (value?.Length > LongestValue || value?.Any(char.IsControl) == true)
            {
                problems[name] = $"Must have at most {LongestValue} characters, none of them a control character.";
            }
            else if (!definition.Secret && definition.Variable.EndsWith("_URL", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(value) && CanonicalUrl.From(value) is null)
            {
                problems[name] = "Must be an http or https address.";
            }
            else
            {
                read[definition] = value;
            }
        }

        return problems.Count == 0;
    }

    private static ServiceItem Of(ServiceDefinition service, GleanSettings effective) => new(
        service.Id, service.Title, service.Required.All(d => effective[d] is { Length: > 0 }),
        [.. effective.All.Where(s => service.Fields.Contains(s.Definition)).Select(SettingItem.Of)]);

    private static ProblemHttpResult NoService(string id) =>
        Problems.NotFound($"There is no service {(id.Length > 40 ? id[..40] : id)}; there are {string.Join(", ", ServiceDefinitions.All.Select(s => s.Id))}.");
}
