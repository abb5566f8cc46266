using System.Text;
using Glean.Catalog;
using Glean.Settings;

namespace Glean.Notifications;

/// <summary>The texts that an admin may word anew.</summary>
public enum DigestTemplate
{
    /// <summary>Of e-mail, and the heading in Slack.</summary>
    Subject,

    /// <summary>E-mail for those who read plain text.</summary>
    Text,

    /// <summary>E-mail as HTML; values are escaped.</summary>
    Html,

    /// <summary>Slack's mrkdwn; values are escaped.</summary>
    Slack,
}

/// <summary>The templates in force: those that ship, or what an admin made of them.</summary>
public sealed class DigestTemplates(SettingStore store)
{
    /// <summary>The template, and whether an admin changed it.</summary>
    public (string Source, bool Stored) Get(DigestTemplate template) =>
        store.Text(Key(template)) is { } own ? (own, true) : (Shipped(template), false);

    /// <summary>Keeps a template; null goes back to the one that ships.</summary>
    /// <returns>What is wrong with it; nothing is kept then.</returns>
    public async Task<TemplateProblem?> SetAsync(DigestTemplate template, string? source, Person person, CancellationToken cancellationToken)
    {
        if (source is not null && TemplateEngine.Check(template, source) is { } problem)
            return problem;
        await store.SetTextAsync(Key(template), source, person, cancellationToken);
        return null;
    }

    /// <summary>
    /// A digest in the words of a template. One that an admin changed and that fails on these rows (it may be too long for them) gives way to
    /// the one that ships: a message that looks otherwise is better than none.
    /// </summary>
    public string Render(DigestTemplate template, Digest digest)
    {
        var (source, stored) = Get(template);
        try
        {
            return TemplateEngine.Render(template, source, digest);
        }
        catch (TemplateException) when (stored)
        {
            return TemplateEngine.Render(template, Shipped(template), digest);
        }
    }

    /// <summary>The template that ships with Glean.</summary>
    public static string Shipped(DigestTemplate template)
    {
        using var reader = new StreamReader(EmbeddedData.Open($"digest-{template.ToWire()}.liquid"), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Key(DigestTemplate template) => $"templates.digest_{template.ToWire()}";
}
