using Glean.Catalog;
using Glean.Jobs;
using Glean.Notifications;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Server.Settings;
using Glean.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Notifications;

/// <summary>The channels by which people are told, and the log of what they were told.</summary>
internal static class NotificationRoutes
{
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/settings/notifications").WithTags("Notifications").RequireAuthorization(Policies.Admin);
        group.MapGet("", (SettingStore store) => TypedResults.Ok(Overview(store.Effective()))).WithSummary("Channels and their settings; secrets hidden");
        group.MapPut("", SetAsync).Produces<NotificationOverview>().Refuses(422).WithSummary("Store settings of channels; null takes one away");
        group.MapPost("{channel}/test", TestAsync).Produces<TestedChannel>().Refuses(404, 409, 422).WithSummary("Send a test message to every receiver of a channel");
        group.MapGet("deliveries", ListAsync).Produces<DeliveryPage>().Refuses(422).WithSummary("What was sent, waits or was given up, newest first");
        group.MapPost("deliveries/{id:long}/retry", RetryAsync).Refuses(404).WithSummary("Try a message again that was given up");
        TemplateRoutes.Map(group.MapGroup("templates"));
    }

    /// <summary>What is wrong with settings that somebody wants to store, by the first that is stored.</summary>
    internal static IResult? Refusal(SettingStore store, IReadOnlyDictionary<SettingDefinition, string?> values) =>
        NotificationSettings.Problem(store.Effective().With(values)) is { } problem
            ? Problems.Invalid(values.Keys.FirstOrDefault(d => problem.StartsWith(d.Variable + " ", StringComparison.Ordinal))?.Variable ?? values.Keys.First().Variable, problem)
            : null;

    private static async Task<IResult> SetAsync(Dictionary<string, string?> values, HttpContext context, SettingStore store, CancellationToken cancellationToken)
    {
        var allowed = NotificationChannels.All.SelectMany(c => c.Fields).Concat(NotificationChannels.Shared);
        if (!SettingsRoutes.TryRead(values, allowed, out var read, out var problems))
        {
            return Problems.Invalid(problems);
        }

        if (read.Count > 0 && Refusal(store, read) is { } refusal)
        {
            return refusal;
        }

        await store.SetAsync(read, context.Person(), cancellationToken);
        return TypedResults.Ok(Overview(store.Effective()));
    }

    private static async Task<IResult> TestAsync(string channel, HttpContext context, JobTools tools, CancellationToken cancellationToken)
    {
        if (WireName.Parse<DeliveryChannel>(channel) is not { } wanted)
        {
            return Problems.NotFound($"There is no such channel; there are {string.Join(", ", WireName.All<DeliveryChannel>())}.");
        }

        try
        {
            var tested = await new NotifyRun(tools.WithStored()).TestAsync(wanted, context.Person().Name, cancellationToken);
            return TypedResults.Ok(new TestedChannel(tested.All(d => d.State == DeliveryState.Sent), [.. tested.Select(DeliveryItem.Of)]));
        }
        catch (GleanException e) when (e.Kind == FailureKind.Work)
        {
            return Problems.Conflict($"{e.Message} {e.NextStep}.");
        }
        catch (GleanException e) when (e.Kind == FailureKind.Setting)
        {
            return Problems.Invalid(channel, $"{e.Message} {e.NextStep}.");
        }
    }

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "channel")] string? channel, [FromQuery(Name = "state")] string? state, [FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "offset")] int? offset,
        Outbox outbox, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, offset, problems);
        if (channel is not null && WireName.Parse<DeliveryChannel>(channel) is null)
        {
            problems["channel"] = $"Must be one of {string.Join(", ", WireName.All<DeliveryChannel>())}.";
        }

        if (state is not null && WireName.Parse<DeliveryState>(state) is null)
        {
            problems["state"] = $"Must be one of {string.Join(", ", WireName.All<DeliveryState>())}.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var filter = new DeliveryFilter(WireName.Parse<DeliveryChannel>(channel), WireName.Parse<DeliveryState>(state), limit ?? Paging.Default, offset ?? 0);
        var (deliveries, total) = await outbox.ListAsync(filter, cancellationToken);
        return TypedResults.Ok(new DeliveryPage([.. deliveries.Select(DeliveryItem.Of)], total, filter.Limit, filter.Offset));
    }

    private static async Task<IResult> RetryAsync(long id, Outbox outbox, CancellationToken cancellationToken) =>
        await outbox.ReviveAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound($"There is no message {id} that was given up.");

    private static NotificationOverview Overview(GleanSettings settings) => new(
        [.. NotificationChannels.All.Select(c => new ChannelItem(c.Channel, c.Title, c.IsConfigured(settings), Kinds(c, settings), Items(c.Fields, settings)))],
        Items(NotificationChannels.Shared, settings),
        NotificationSettings.Problem(settings));

    private static IReadOnlyList<DeliveryKind> Kinds(NotificationChannel channel, GleanSettings settings)
    {
        try
        {
            return channel.KindsOf(settings);
        }
        catch (GleanException)
        {
            // The overview says what is wrong.
            return [];
        }
    }

    private static List<SettingItem> Items(IEnumerable<SettingDefinition> definitions, GleanSettings settings) =>
        [.. definitions.Select(d => SettingItem.Of(settings.All.Single(s => s.Definition == d)))];
}
