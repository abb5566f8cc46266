using Glean.Catalog;
using Glean.Notifications;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Notifications;

/// <summary>The templates of what is sent: read, preview with what there is to tell, change, go back.</summary>
internal static class TemplateRoutes
{
    public static void Map(RouteGroupBuilder templates)
    {
        templates.MapGet("", (DigestTemplates store) => TypedResults.Ok(List(store))).WithSummary("The templates in force, and what may stand in them");
        templates.MapPut("{name}", SetAsync).Produces<TemplateItem>().Refuses(404, 422).WithSummary("Change a template; one that is no good is refused with line and column");
        templates.MapDelete("{name}", ResetAsync).Produces<TemplateItem>().Refuses(404).WithSummary("Go back to the template that ships");
        templates.MapPost("{name}/preview", PreviewAsync).Produces<TemplatePreview>().Refuses(404).WithSummary("Render a template with what there is to tell; nothing is kept");
    }

    private static TemplateList List(DigestTemplates templates) =>
        new([.. Enum.GetValues<DigestTemplate>().Select(t => Item(t, templates))], [.. TemplateEngine.FilterNames], [.. TemplateEngine.ValueNames]);

    private static async Task<IResult> SetAsync(string name, TemplateBody body, HttpContext context, DigestTemplates templates, CancellationToken cancellationToken)
    {
        if (WireName.Parse<DigestTemplate>(name) is not { } template)
        {
            return NoTemplate();
        }

        return await templates.SetAsync(template, body.Source, context.Person(), cancellationToken) is { } problem
            ? Problems.Of(
                StatusCodes.Status422UnprocessableEntity, $"Line {problem.Line}, column {problem.Column}: {problem.Message}",
                ("errors", new Dictionary<string, string> { ["source"] = problem.Message }), ("line", problem.Line), ("column", problem.Column))
            : TypedResults.Ok(Item(template, templates));
    }

    private static async Task<IResult> ResetAsync(string name, HttpContext context, DigestTemplates templates, CancellationToken cancellationToken)
    {
        if (WireName.Parse<DigestTemplate>(name) is not { } template)
        {
            return NoTemplate();
        }

        await templates.SetAsync(template, null, context.Person(), cancellationToken);
        return TypedResults.Ok(Item(template, templates));
    }

    private static async Task<IResult> PreviewAsync(string name, TemplateTrial body, SettingStore store, GleanDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (WireName.Parse<DigestTemplate>(name) is not { } template)
        {
            return NoTemplate();
        }

        var settings = store.Effective();
        var (digest, isSample) = await DigestReader.PreviewAsync(database, settings, body.Digest, time.GetUtcNow().UtcDateTime, cancellationToken);
        try
        {
            return TypedResults.Ok(new TemplatePreview(TemplateEngine.Render(template, body.Source, digest), null, isSample));
        }
        catch (TemplateException e)
        {
            return TypedResults.Ok(new TemplatePreview(null, e.Problem, isSample));
        }
    }

    private static TemplateItem Item(DigestTemplate template, DigestTemplates templates)
    {
        var (source, stored) = templates.Get(template);
        return new TemplateItem(template.ToWire(), source, stored);
    }

    private static IResult NoTemplate() => Problems.NotFound($"There is no such template; there are {string.Join(", ", WireName.All<DigestTemplate>())}.");
}
