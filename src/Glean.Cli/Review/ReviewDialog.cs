using Glean.Catalog;
using Glean.Cli.Catalog;
using Glean.Review;
using Glean.Storage;
using Spectre.Console;

namespace Glean.Cli.Review;

/// <summary>The review on a terminal: one tool, one key.</summary>
internal sealed class ReviewDialog(Session session, ReviewDesk desk, string actor)
{
    private static readonly string[] Reasons =
    [
        "not a tool", "not for sales", "not AI", "duplicate", "too little evidence", "dead or closed", "consumer product", "agency or service", "spam",
    ];

    private readonly List<long> skipped = [];
    private int approved;
    private int rejected;
    private int undone;

    /// <summary>Goes through the queue until it is clear or the person quits, then says what was done.</summary>
    public async Task RunAsync(int limit, CancellationToken cancellationToken)
    {
        var seen = 0;
        while (seen < limit && await NextAsync(cancellationToken) is var (tool, waiting) && tool is not null)
        {
            Show(tool, waiting);
            switch (await AskAsync(cancellationToken))
            {
                case 'a':
                    approved += Tell(await desk.ApproveAsync(tool.Id, actor, cancellationToken));
                    seen++;
                    break;
                case 'r':
                    rejected += Tell(await desk.RejectAsync(tool.Id, await AskReasonAsync(cancellationToken), actor, cancellationToken));
                    seen++;
                    break;
                case 's':
                    skipped.Add(tool.Id);
                    seen++;
                    break;
                case 'u':
                    await UndoAsync(cancellationToken);
                    break;
                default:
                    seen = limit;
                    break;
            }
        }

        await SummarizeAsync(cancellationToken);
    }

    private async Task<(Tool? Tool, int Waiting)> NextAsync(CancellationToken cancellationToken)
    {
        var queue = (await desk.QueueAsync(cancellationToken)).Where(t => !skipped.Contains(t.Id)).ToList();
        return (queue.FirstOrDefault(), queue.Count);
    }

    private void Show(Tool tool, int waiting)
    {
        using var connection = session.Database.OpenForReading();
        AnsiConsole.Write(new Rule($"{waiting} waiting") { Justification = Justify.Left });
        if (ToolReader.Find(connection, tool.Id) is { } detail)
        {
            ToolPage.Write(detail, session.Out);
        }
    }

    private static async Task<char> AskAsync(CancellationToken cancellationToken)
    {
        AnsiConsole.Markup("[bold]a[/]pprove  [bold]r[/]eject  [bold]s[/]kip  [bold]u[/]ndo  [bold]q[/]uit > ");
        while (true)
        {
            var key = await AnsiConsole.Console.Input.ReadKeyAsync(intercept: true, cancellationToken);
            var letter = char.ToLowerInvariant(key?.KeyChar ?? 'q');
            letter = letter == 'z' ? 'u' : letter;
            if ("arsuq".Contains(letter))
            {
                AnsiConsole.WriteLine(letter.ToString());
                return letter;
            }
        }
    }

    private static async Task<string> AskReasonAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Reasons.Length; i++)
        {
            AnsiConsole.WriteLine($"  {i + 1} {Reasons[i]}");
        }

        var answer = await new TextPrompt<string>("Why? A number, words, or Enter for none:").AllowEmpty().ShowAsync(AnsiConsole.Console, cancellationToken);
        return int.TryParse(answer, out var number) && number >= 1 && number <= Reasons.Length ? Reasons[number - 1] : answer;
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (await desk.UndoAsync(new Person(actor), cancellationToken) is UndoOutcome.Done { Step: var decision })
        {
            undone++;
            session.Out.WriteLine($"Taken back: tool {decision.ToolId} is in {decision.FromStatus.ToWire()} again.");
        }
        else if (skipped.Count > 0)
        {
            skipped.RemoveAt(skipped.Count - 1);
        }
        else
        {
            session.Out.WriteLine("There is nothing to take back.");
        }
    }

    private int Tell(DecisionOutcome outcome)
    {
        switch (outcome)
        {
            case DecisionOutcome.Done:
                return 1;
            case DecisionOutcome.AlreadyDecided already:
                session.Out.WriteLine($"Already {already.Status.ToWire()}{(already.By is { } by ? $" by {by}" : "")}{(already.At is { } at ? $" on {at:yyyy-MM-dd HH:mm}" : "")}.");
                return 0;
            default:
                session.Out.WriteLine("The tool is gone; it was merged meanwhile.");
                return 0;
        }
    }

    private async Task SummarizeAsync(CancellationToken cancellationToken)
    {
        var left = (await desk.QueueAsync(cancellationToken)).Count;
        session.Out.WriteLine($"{approved} approved, {rejected} rejected, {skipped.Count} skipped, {undone} taken back. {(left == 0 ? "The queue is clear." : $"{left} still waiting.")}");
    }
}
