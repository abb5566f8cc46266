using System.Text.Json;
using Glean.Cli;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Demo;
using Glean.Settings;
using Glean.Tests.Architecture;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Server;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>The list of scouts is complete: what one declares is found on the command line, in the API, the settings and the documents.</summary>
public sealed class ScoutListTests
{
    private static readonly string[] Contract = ["github", "hackernews", "producthunt", "reddit", "rss", "twitter", "web_search"];

    public static TheoryData<string> Names => [.. ScoutList.Definitions.Select(d => d.Name)];

    [Fact]
    public void Every_source_is_there_once() => ScoutList.Definitions.Select(d => d.Name).ShouldBe(Contract);

    [Fact]
    public void Every_scout_has_a_sample_for_the_tests_that_hold_of_all() =>
        ScoutSamples.All.Select(s => s.Scout).ShouldBe(ScoutList.All.Select(s => s.Definition.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scout_is_on_the_command_line_with_what_it_takes(string name)
    {
        var definition = Of(name);
        var scout = CommandLine.CreateRoot("scout").Subcommands.Single(c => c.Name == "scout");
        var command = scout.Subcommands.Single(c => c.Name == definition.Command);
        command.Options.Select(o => o.Name).ShouldBe([.. definition.Fields.Select(f => f.Flag), "--json"], ignoreOrder: true);
        command.Description.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_job_takes_what_the_command_line_takes(string name)
    {
        var definition = Of(name);
        var fields = new Dictionary<string, object> { ["scout_type"] = name };
        foreach (var field in definition.Fields)
        {
            fields[field.Name] = field switch
            {
                NumberField number => number.Least,
                TextsField => new[] { field == ScoutFields.Feeds ? "https://example.com/feed.xml" : field == ScoutFields.Repositories ? "octocat/hello-world" : "sales" },
                _ => true,
            };
        }

        var request = ScoutJob.Kind.Read(JsonSerializer.SerializeToElement(fields));
        request.Wrong.ShouldBeEmpty();
        request.ScoutType.ShouldBe(name);
        JsonDocument.Parse(request.Options).RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(fields.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task The_api_lists_every_scout_with_what_it_takes_and_what_it_lacks()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var (_, body) = await server.SendAsync(HttpMethod.Get, "/api/jobs/scout-types");
        var types = body.GetProperty("scout_types").EnumerateArray().ToList();
        types.Select(t => t.GetProperty("id").GetString()).ShouldBe([.. Contract, ScoutJob.All]);
        foreach (var type in types.SkipLast(1))
        {
            var definition = Of(type.GetProperty("id").GetString()!);
            type.GetProperty("name").GetString().ShouldBe(definition.Title);
            type.GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ShouldBe(definition.Credentials.Count == 0 ? [] : definition.Credentials[0]);
            type.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("field").GetString()).ShouldBe(definition.Options.Select(o => o.Field.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_credentials_are_settings_and_a_missing_one_is_named(string name)
    {
        var definition = Of(name);
        definition.Credentials.SelectMany(c => c).ShouldAllBe(v => SettingDefinitions.Find(v) != null);
        var none = GleanSettings.Load(null, _ => null);
        if (definition.Credentials.Count == 0)
        {
            definition.Missing(none).ShouldBeEmpty();
            return;
        }

        Should.Throw<Glean.Catalog.GleanException>(() => definition.EnsureConfigured(none)).Message.ShouldContain(definition.Credentials[0][0]);
        foreach (var enough in definition.Credentials)
        {
            Should.NotThrow(() => definition.EnsureConfigured(GleanSettings.Load(null, v => enough.Contains(v) ? "x" : null)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_sample_data(string name) => DemoTexts.Load(name).ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documents_describe_it(string name)
    {
        var definition = Of(name);
        var page = Repository.Read("docs/scouts.md");
        var row = page.Split('\n').SingleOrDefault(l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal)).ShouldNotBeNull();
        row.ShouldContain($"`glean scout {definition.Command}`");
        foreach (var variable in definition.Credentials.SelectMany(c => c))
        {
            row.ShouldContain($"`{variable}`");
        }

        foreach (var option in definition.Options)
        {
            row.ShouldContain($"`{option.Field.Flag}`");
        }
    }

    [Fact]
    public void Every_scout_that_can_be_asked_runs_by_itself()
    {
        using var database = new Support.TestDatabase();
        using var fetcher = new Fetcher(new EgressOptions());
        JobTools Tools(Func<string, string?> variable) => new(database.Database, GleanSettings.Load(null, variable), fetcher, database.Time);
        ScoutJob.Schedules(Tools(_ => null)).Select(s => s.ScoutType)
            .ShouldBe(ScoutList.All.Where(s => s.Definition.Credentials.Count == 0).Select(s => s.Definition.Name));
        var all = ScoutJob.Schedules(Tools(v => ScoutList.Definitions.Any(d => d.Credentials.Any(c => c.Contains(v))) ? "x" : null)).ToList();
        all.Select(s => s.ScoutType).ShouldBe(ScoutList.All.Select(s => s.Definition.Name));
        all.Select(s => s.Cron).ShouldBeUnique();
        foreach (var schedule in all)
        {
            Should.NotThrow(() => ScheduleTimes.Canonical(schedule.Cron, "UTC", database.Now));
        }
    }

    private static ScoutDefinition Of(string name) => ScoutList.Definitions.Single(d => d.Name == name);
}
