using Glean.Server.Http;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class ResultCacheTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly DataVersion version;
    private readonly ResultCache cache;
    private int made;

    public ResultCacheTests()
    {
        version = DataVersion.Of(database.Database, TimeProvider.System);
        cache = new ResultCache(version);
    }

    [Fact]
    public void What_is_asked_again_is_kept_until_somebody_writes()
    {
        Ask("a");
        Ask("a");
        made.ShouldBe(1);
        using (var other = database.Database.OpenForWriting(pooling: false))
        {
            other.Seed("INSERT INTO sources (name) VALUES ('new')");
        }

        Ask("a");
        made.ShouldBe(2);
    }

    [Fact]
    public void A_thousand_questions_that_nobody_repeats_keep_out_none_that_is_repeated()
    {
        for (var i = 0; i < 1000; i++)
        {
            Ask($"once {i}");
        }

        made = 0;
        Ask("often");
        Ask("often");
        made.ShouldBe(1);
    }

    public void Dispose()
    {
        version.Dispose();
        database.Dispose();
    }

    private void Ask(string key) => cache.Get(key, () => [(byte)made++]);
}
