using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>A server on two cores answered nobody for seconds when a dozen asked at once, as its thread pool had fewer threads than there were waits for PostgreSQL.</summary>
public sealed class ReadersAtOnceTests
{
    private const int Readers = 24;

    [Fact]
    public async Task Two_dozen_requests_wait_for_PostgreSQL_at_the_same_time()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "PostgreSQL is not installed (Debian package postgresql).");
        var database = PostgresDatabase.At(PostgresCluster.Running.Url($"readers_{Guid.NewGuid():N}"));
        database.Create();
        using var all = new CountdownEvent(Readers);

        var met = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(() =>
        {
            using var connection = database.OpenForReading();
            connection.Scalar("SELECT 1");
            all.Signal();
            return all.Wait(TimeSpan.FromSeconds(5));
        })));

        met.ShouldAllBe(together => together);
        database.Close();
    }
}
