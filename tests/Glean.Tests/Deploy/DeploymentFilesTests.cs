using System.Text.RegularExpressions;
using Glean.Settings;
using Glean.Tests.Architecture;
using Shouldly;
using Xunit;
using YamlDotNet.Serialization;

namespace Glean.Tests.Deploy;

/// <summary>The files of deploy/ and the workflows: no engine runs them here, so what others rely on in them is looked at.</summary>
public sealed partial class DeploymentFilesTests
{
    [Fact]
    public void The_deployment_files_say_what_the_runbook_relies_on()
    {
        var image = Repository.Read("deploy/Dockerfile");
        foreach (var tool in new[] { "bash", "curl", "gzip", "lsof", "sqlite3" })
        {
            image.ShouldMatch($@"apt-get install[^\n]* {tool}\b", tool);
        }

        image.ShouldContain("/usr/local/bin/glean");
        image.ShouldContain("GLEAN_DB_PATH=/app/db/glean.db");
        image.ShouldContain("/app/scripts/backup.sh");
        image.ShouldMatch(@"(?m)^USER glean$");
        image.ShouldMatch(@"(?m)^HEALTHCHECK .*/api/health");

        foreach (var file in new[] { "deploy/docker-compose.yml", "deploy/compose.scale.yml" })
        {
            var app = Map(Map(Yaml(file)["services"])["app"]);
            app["container_name"].ShouldBe("glean-app", file);
            app["read_only"].ShouldBe("true", file);
            ((string)app["stop_grace_period"]).ShouldBe("20s", "a server may take ten seconds to end");
            Map(Map(Map(app["deploy"])["resources"])["limits"])["memory"].ShouldNotBeNull();
        }

        Map(Map(Map(Map(Map(Yaml("deploy/docker-compose.yml")["services"])["app"])["deploy"])["resources"])["limits"])["memory"].ShouldBe("1G");
        var scale = Map(Yaml("deploy/compose.scale.yml")["services"]);
        Map(Map(scale["worker"])["deploy"])["replicas"].ShouldBe("2");
        var redis = Map(scale["redis"]);
        ((string)redis["image"]).ShouldMatch(@"^redis:\d+\.\d+\.\d+");
        redis.ShouldContainKey("healthcheck");
        redis.ShouldNotContainKey("ports", "only the services of the same file reach it");
        Map(Map(scale["worker"])["environment"])["REDIS_URL"].ShouldBe("redis://redis:6379/0");

        var fly = Repository.Read("deploy/fly.toml");
        fly.ShouldMatch(@"(?m)^app = ""glean""$");
        fly.ShouldMatch(@"source = ""data""\s+destination = ""/app/db""");
        Map(((List<object>)Yaml("deploy/litestream.yml")["dbs"])[0])["path"].ShouldBe("/app/db/glean.db");
    }

    [Fact]
    public void Every_variable_in_the_deployment_files_is_one_that_Glean_knows()
    {
        var known = SettingDefinitions.All.Select(d => d.Variable).ToHashSet();
        (from file in Repository.Files("deploy", "*")
         from match in Variable().Matches(File.ReadAllText(file))
         where !known.Contains(match.Value)
         select $"{Repository.Name(file)}: {match.Value}").ShouldBeEmpty();
    }

    /// <summary>An action's tag can be moved to other code; its commit cannot.</summary>
    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".github/workflows/release.yml")]
    public void Every_action_is_pinned_and_no_more_is_permitted_than_needed(string file)
    {
        var uses = Uses().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).ToList();

        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(action => Pinned().IsMatch(action));
        var workflow = Yaml(file);
        Map(workflow["permissions"]).ShouldBe(new Dictionary<object, object> { ["contents"] = "read" });
        foreach (var (name, job) in Map(workflow["jobs"]))
        {
            Map(job).ShouldContainKey("timeout-minutes", $"{name}");
            if (Map(job).TryGetValue("permissions", out var permissions))
            {
                (file, Map(permissions).Single()).ShouldBe((".github/workflows/release.yml", new KeyValuePair<object, object>("contents", "write")));
            }
        }
    }

    private static Dictionary<object, object> Yaml(string file) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(Repository.Read(file)))));

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    [GeneratedRegex(@"\bGLEAN_[A-Z_]*[A-Z]\b|\bREDIS_URL\b", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"uses: (\S+.*)", RegexOptions.NonBacktracking)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex Pinned();
}
