using Fluid;
using Fluid.Ast;

namespace Glean.Notifications;

/// <summary>Looks a parsed template over for what would only fail, or be empty, when it is rendered. The tree knows no places, so these are looked up in the source.</summary>
internal sealed class TemplateCheck : AstVisitor
{
    private readonly string source;
    private readonly HashSet<string> filters;
    private readonly HashSet<string> names;
    private readonly HashSet<string> loops = ["forloop"];
    private readonly List<(string Word, string Message)> findings = [];

    private TemplateCheck(string source, IEnumerable<string> filters, IEnumerable<string> names) =>
        (this.source, this.filters, this.names) = (source, [.. filters], [.. names]);

    public static TemplateProblem? Of(IFluidTemplate template, string source, IEnumerable<string> filters, IEnumerable<string> names)
    {
        var check = new TemplateCheck(source, filters, names);
        check.VisitTemplate(template);
        return check.findings.Count == 0 ? null : check.Locate(check.findings[0].Word, check.findings[0].Message);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        loops.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        findings.Add(("..", "Ranges like (1..5) are not to be had. Loop over figures, prices, changes or approved."));
        return rangeExpression;
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!filters.Contains(filterExpression.Name))
            findings.Add((filterExpression.Name, $"There is no filter '{filterExpression.Name}'. There are {string.Join(", ", filters.Order(StringComparer.Ordinal))}."));
        return base.VisitFilterExpression(filterExpression);
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var path = memberExpression.Segments.OfType<IdentifierSegment>().Select(s => s.Identifier).ToList();
        if (path.Count > 0 && !loops.Contains(path[0]) && !DigestModel.TopNames.Contains(path[0]))
            findings.Add((path[0], $"There is no '{path[0]}'. There are {string.Join(", ", DigestModel.TopNames)}."));
        else if (path.Count > 1 && path[0] != "forloop" && path.Skip(1).FirstOrDefault(p => !names.Contains(p)) is { } unknown)
            findings.Add((unknown, $"'{path[0]}' has no '{unknown}'. There are {string.Join(", ", names.Except(DigestModel.TopNames))}."));
        return base.VisitMemberExpression(memberExpression);
    }

    private TemplateProblem Locate(string word, string message)
    {
        // Within braces only: the word may stand in the text, too.
        for (var open = source.IndexOf('{'); open >= 0 && open + 1 < source.Length; open = source.IndexOf('{', open + 1))
        {
            var close = source.IndexOf('}', open);
            var at = close < 0 ? -1 : source.IndexOf(word, open, close - open, StringComparison.Ordinal);
            if (source[open + 1] is '{' or '%' && at >= 0)
                return new TemplateProblem(source.AsSpan(0, at).Count('\n') + 1, at - source.LastIndexOf('\n', Math.Max(at - 1, 0)), message);
        }

        return new TemplateProblem(1, 1, message);
    }
}
