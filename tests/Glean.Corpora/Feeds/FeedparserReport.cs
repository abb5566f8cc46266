using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>
/// feeds-feedparser: each file says in Python what a reader must find. Texts are compared by their words, since our model keeps
/// HTML unsanitised and shows plain text only; expectations about nothing but markup are counted as not expressible.
/// </summary>
public static class FeedparserReport
{
    private const string Address = "http://127.0.0.1:8097/tests/";

    public static void Run(string folder, TextWriter output)
    {
        var total = new Tally();
        var parts = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, "expect.jsonl")).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var file = row.Text("file")!;
            var part = string.Join('/', file.Split('/').SkipLast(1));
            parts.TryAdd(part, new Tally());
            Check(total, folder, row, file, tell: false);
            Check(parts[part], folder, row, file, tell: true);
        }

        foreach (var (part, tally) in parts)
        {
            tally.Print(part, output);
        }

        total.Print("feeds-feedparser", output);
    }

    private static void Check(Tally tally, string folder, JsonElement row, string file, bool tell)
    {
        var body = File.ReadAllBytes(Path.Combine(folder, file));
        var header = row.Text("headers", "Header") ?? "";
        var type = header.StartsWith("Content-type:", StringComparison.OrdinalIgnoreCase) ? header[13..] : null;
        var location = header.StartsWith("Content-Location:", StringComparison.OrdinalIgnoreCase) ? header[17..].Trim() : null;
        var address = location is not null && location.StartsWith("http", StringComparison.Ordinal) ? new Uri(location) : new Uri(Address + file);
        var result = tally.Measure(file, () => FeedReader.Read(body, type, address));
        var expression = row.Text("expect");
        if (result is null || expression is null)
        {
            tally.NotExpressible("nothing expected");
        }
        else if (PythonExpression.Parse(expression) is not { } node)
        {
            tally.NotExpressible("whole dictionaries");
        }
        else
        {
            foreach (var part in Conjuncts(node))
            {
                Evaluate(tally, file, part, result, tell);
            }
        }
    }

    private static IEnumerable<PythonNode> Conjuncts(PythonNode node) =>
        node is PythonNode.Operation { Operator: "and" } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [node];

    private static void Evaluate(Tally tally, string file, PythonNode node, FeedResult result, bool tell)
    {
        switch (node)
        {
            case PythonNode.Not or PythonNode.Reference { Name: "bozo" } or PythonNode.Literal:
                return;
            case PythonNode.Call { Function: "isinstance" }:
                tally.NotExpressible("exceptions of feedparser");
                return;
            case PythonNode.Operation { Operator: "==", Left: PythonNode.Call { Function: "len", Arguments: [PythonNode.Reference { Name: "entries", Accessors: [] }] }, Right: PythonNode.Literal { Value: long count } }:
                tally.Check(result.Feed?.Entries.Count == count, file, "entries", count, result.Feed?.Entries.Count);
                return;
            case PythonNode.Operation { Operator: "==" or "in", Left: var left, Right: var right }:
                var (path, literal) = left is PythonNode.Reference ? (left, right) : (right, left);
                if (path is PythonNode.Reference reference)
                {
                    Compare(tally, file, reference, literal, result, tell);
                    return;
                }

                break;
        }

        tally.NotExpressible("other forms of expression");
    }

    private static void Compare(Tally tally, string file, PythonNode.Reference path, PythonNode literal, FeedResult result, bool tell)
    {
        if (path.Name == "bozo")
        {
            return;
        }

        if (result.Feed is not { } feed)
        {
            tally.Check(false, file, "is a feed", true, result.Error?.Message);
            return;
        }

        var (kind, value, reason) = new FeedparserView(feed).Resolve(path);
        if (reason is not null)
        {
            tally.NotExpressible(reason);
            return;
        }

        var what = path.Name + "." + string.Join('.', path.Accessors);
        switch (literal)
        {
            case PythonNode.Literal { Value: string expected } when kind == FeedparserView.Kind.Text:
                if (expected.Length > 0 && PlainText.FromHtml(expected).Length == 0)
                {
                    tally.NotExpressible("markup only");
                }
                else
                {
                    var stated = what.EndsWith("author", StringComparison.Ordinal) && expected.IndexOf(" (", StringComparison.Ordinal) is > 0 and var cut ? expected[..cut] : expected;
                    tally.Check(Comparing.SameText(stated, value as string), file, what, expected, value);
                }

                break;
            case PythonNode.Literal { Value: string expected } when kind == FeedparserView.Kind.Link:
                tally.Check(Comparing.SameLink(expected, value as string), file, what, expected, value);
                break;
            case PythonNode.Literal { Value: string expected }:
                tally.Check(expected == value as string, file, what, expected, value);
                break;
            case PythonNode.Literal { Value: null }:
                tally.Check(value is null or "", file, what, null, value);
                break;
            case PythonNode.Group { Nodes: [PythonNode.Literal { Value: long year }, PythonNode.Literal { Value: long month }, PythonNode.Literal { Value: long day }, ..] nodes }
                when kind == FeedparserView.Kind.Moment:
                var rest = nodes.Skip(3).Take(3).Select(n => (int)(long)((PythonNode.Literal)n).Value!).ToList();
                tally.Check((DateTime?)value == new DateTime((int)year, (int)month, (int)day, rest[0], rest[1], rest[2]), file, what, $"{year}-{month}-{day} {rest[0]}:{rest[1]}", value);
                break;
            default:
                tally.NotExpressible("other forms of expression");
                break;
        }
    }
}
