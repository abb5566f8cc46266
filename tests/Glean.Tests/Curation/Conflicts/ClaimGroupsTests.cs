using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Conflicts;
using Glean.Jobs;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Conflicts;

public sealed class ClaimGroupsTests
{
    [Theory]
    [InlineData(ClaimType.Pricing, "The Pro plan costs $49 per seat a month", "Pro is $49/user per month, fair enough", true)]
    [InlineData(ClaimType.Pricing, "The Pro plan costs $49 per seat a month", "The Pro plan costs $59 per seat a month", false)]
    [InlineData(ClaimType.Integration, "It integrates with HubSpot", "Kestrel integrates natively with HubSpot", true)]
    [InlineData(ClaimType.Integration, "It integrates with HubSpot", "It doesn't integrate with HubSpot", false)]
    [InlineData(ClaimType.Integration, "It integrates with HubSpot", "It integrates with Salesforce", false)]
    [InlineData(ClaimType.Limitation, "The support team takes days to reply", "Support team takes days to reply to you", true)]
    [InlineData(ClaimType.Feature, "Transcribes calls in 30 languages", "Transcribes calls in 12 languages", false)]
    [InlineData(ClaimType.Feature, "Kestrel is great", "Kestrel is slow", false)]
    public void Claims_that_say_the_same_are_one_group(ClaimType type, string one, string other, bool same) =>
        ClaimGroups.Find([Said(1, type, one, "a"), Said(2, type, other, "b")], ["Kestrel"]).Count.ShouldBe(same ? 1 : 0);

    [Fact]
    public void A_voice_that_repeats_itself_adds_nothing_and_another_one_does()
    {
        const string words = "The support team takes days to reply";
        var repeated = ClaimGroups.Find([Said(1, ClaimType.Limitation, words, "a"), Said(2, ClaimType.Limitation, words, "a")], []).Single();
        (repeated.Voices, repeated.Confidence).ShouldBe((1, 0.6));

        var three = ClaimGroups.Find([.. Enumerable.Range(1, 3).Select(i => Said(i, ClaimType.Limitation, words, $"{i}"))], []).Single();
        three.Voices.ShouldBe(3);
        three.Confidence.ShouldBe(1 - (0.4 * 0.7 * 0.7), 1e-9);
        three.Ids.ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Groups_are_what_comparing_each_with_each_finds(int seed)
    {
        var random = new Random(seed);
        string[] words = ["bak", "bol", "dum", "fen", "gor", "hap", "jil", "kem", "lun", "mor", "nop", "pyl"];
        List<VoicedClaim> claims = [.. Enumerable.Range(1, 400).Select(i => Said(i, ClaimType.Feature, string.Join(' ', random.GetItems(words, random.Next(1, 8))), "a"))];

        List<List<VoicedClaim>> expected = [];
        foreach (var claim in claims)
        {
            if (expected.Find(g => g.TrueForAll(other => Likeness(claim.Content, other.Content) >= 0.6)) is { } group && Words(claim.Content).Count > 1)
            {
                group.Add(claim);
            }
            else
            {
                expected.Add([claim]);
            }
        }

        ClaimGroups.Find(claims, []).Select(g => string.Join(' ', g.Ids)).ShouldBe(expected.Where(g => g.Count > 1).Select(g => string.Join(' ', g.Select(c => c.Id))));

        static HashSet<string> Words(string content) => [.. content.Split(' ')];
        static double Likeness(string one, string other) =>
            Words(one) is { Count: > 1 } a && Words(other) is { Count: > 1 } b ? (double)a.Intersect(b).Count() / a.Union(b).Count() : 0;
    }

    [Fact]
    public async Task A_curation_raises_what_is_repeated_and_flags_what_is_contradicted_and_repeating_it_changes_nothing()
    {
        using var database = new TestDatabase();
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'reddit')");
            connection.Seed("INSERT INTO tools (id, name, name_key, status, category) VALUES (1, 'Kestrel', 'kestrel', 'analyzing', 'crm')");
            string[] said = ["It integrates with HubSpot.", "Kestrel integrates natively with HubSpot.", "It doesn't integrate with HubSpot."];
            for (var i = 1; i <= 3; i++)
            {
                connection.Seed($"INSERT INTO discoveries (id, source_id, source_url, raw_text, author, processed) VALUES ({i}, 1, 'https://d.example/{i}', '{said[i - 1].Replace("'", "''")}', 'author{i}', 1)");
                connection.Seed($"INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence) VALUES ({i}, 1, 1, {i}, 'integration', '{said[i - 1].Replace("'", "''")}', 0.6)");
            }
        }

        string[] expected = ["1|1|2|0.72|0.6|1", "2|1|2|0.72|0.6|1", "3|∅|1|0.6|∅|1"];
        for (var run = 0; run < 2; run++)
        {
            await new CurationRun(database.Database, Focus.Default, TimeProvider.System).RunAsync(new CurationOptions(), new Progress<JobProgress>(), default);
            database.Rows("SELECT id, group_id, voices, confidence, stated_confidence, conflicting FROM claims ORDER BY id").ShouldBe(expected);
        }

        // The one that denies goes: nothing is contradicted any more.
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("DELETE FROM claims WHERE id = 3");
        }

        await new CurationRun(database.Database, Focus.Default, TimeProvider.System).RunAsync(new CurationOptions(), new Progress<JobProgress>(), default);
        database.Rows("SELECT max(CASE WHEN conflicting THEN 1 ELSE 0 END), max(confidence) FROM claims").ShouldBe(["0|0.72"]);
    }

    private static VoicedClaim Said(long id, ClaimType type, string content, string voice) => new(id, type, content, 0.6, voice);
}
