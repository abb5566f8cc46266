using Glean.Scouts;
using Glean.Tests.Scouts.Rss;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>Two feeds, which share the items.</summary>
internal sealed class RssSample : ScoutSample
{
    public override string Scout => "rss";

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var half = context.Request.Path == "/odd" ? 1 : 0;
        return ScoutBench.Feed([.. items().Where(i => i.Number % 2 == half).Select(i =>
            $"<item><title>{i.Title}</title><link>https://items.example/{i.Number}</link><description>{i.Text}</description><pubDate>{i.At:R}</pubDate></item>")])(context);
    };

    public override ScoutOptions Doors(Uri origin) =>
        ScoutOptions.None.With(ScoutFields.Feeds, new Uri(origin, "/odd").AbsoluteUri, new Uri(origin, "/even").AbsoluteUri);
}
