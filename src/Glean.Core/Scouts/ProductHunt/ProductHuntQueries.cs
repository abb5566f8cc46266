namespace Glean.Scouts.ProductHunt;

/// <summary>What is asked of the schema; every field costs points, those of topics several times over.</summary>
internal static class ProductHuntQueries
{
    private const string Page = """
        {
            pageInfo { hasNextPage endCursor }
            edges {
              node {
                id name slug tagline description url website votesCount commentsCount createdAt featuredAt
                topics(first: 5) { edges { node { name } } }
                makers { name username }
                user { name username }
              }
            }
          }
        """;

    public const string Front = $$"""
        query Front($first: Int, $after: String, $postedAfter: DateTime, $postedBefore: DateTime) {
          posts(featured: true, order: NEWEST, first: $first, after: $after, postedAfter: $postedAfter, postedBefore: $postedBefore) {{Page}}
        }
        """;

    public const string Topic = $$"""
        query Topic($topic: String, $first: Int, $after: String, $postedAfter: DateTime, $postedBefore: DateTime) {
          topic(slug: $topic) { id }
          posts(topic: $topic, order: NEWEST, first: $first, after: $after, postedAfter: $postedAfter, postedBefore: $postedBefore) {{Page}}
        }
        """;
}
