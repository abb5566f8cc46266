using Glean.Catalog;
using Glean.Cli.Catalog;
using Glean.Review;
using Glean.Storage;
using Spectre.Console;

namespace Glean.Cli.Review;

/// <summary>The review on a terminal: one tool, one key.</summary>
internal sealed class ReviewDialog(Session session, ReviewDesk desk, Focus focus, string actor)
{
    private const int UsualDays = 7;

    private readonly Person person = new(actor);
    private readonly List<long> skipped = [];
    private int approved;
    private int rejected;
    private int snoozed;
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
                    rejected += Tell(await desk.DecideAsync(await AskRejectionAsync(tool, cancellationToken), cancellationToken));
                    seen++;
                    break;
                case 's':
                    await desk.SkipAsync(tool.Id, person, cancellationToken);
                    skipped.Add(tool.Id);
                    seen++;
                    break;
                case 'l':
                    snoozed += Tell(await desk.SnoozeAsync(tool.Id, session.Now.AddDays(await AskDaysAsync(cancellationToken)), null, person, cancellationToken));
                    seen++;
                    break;
                case 'e':
                    approved += Tell(await desk.DecideAsync(
                        new DecisionRequest(tool.Id, ToolStatus.Approved, person) { Edit = await AskEditAsync(tool, cancellationToken) }, cancellationToken));
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
        AnsiConsole.Markup("[bold]a[/]pprove  [bold]e[/]dit and approve  [bold]r[/]eject  [bold]s[/]kip  [bold]l[/]ater  [bold]u[/]ndo  [bold]q[/]uit > ");
        while (true)
        {
            var key = await AnsiConsole.Console.Input.ReadKeyAsync(intercept: true, cancellationToken);
            var letter = char.ToLowerInvariant(key?.KeyChar ?? 'q');
            letter = letter == 'z' ? 'u' : letter;
            if ("aersluq".Contains(letter))
            {
                AnsiConsole.WriteLine(letter.ToString());
                return letter;
            }
        }
    }

    private async Task<DecisionRequest> AskRejectionAsync(Tool tool, CancellationToken cancellationToken)
    {
        var request = new DecisionRequest(tool.Id, ToolStatus.Rejected, person);
        foreach (var (i, reason) in focus.RejectionReasons.Index())
        {
            AnsiConsole.WriteLine($"  {i + 1} {reason.Words}");
        }

        var answer = await new TextPrompt<string>("Why? Numbers, words, or Enter for none:").AllowEmpty().ShowAsync(AnsiConsole.Console, cancellationToken);
        var picked = answer.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(a => int.TryParse(a, out var number) && number >= 1 && number <= focus.RejectionReasons.Count ? focus.RejectionReasons[number - 1].Code : null).ToList();
        return picked.Count > 0 && picked.All(code => code is not null) ? request with { Reasons = [.. picked!] } : request with { Reason = answer };
    }

    private static Task<int> AskDaysAsync(CancellationToken cancellationToken) =>
        new TextPrompt<int>("For how many days?").DefaultValue(UsualDays).Validate(days => days is >= 1 and <= 366).ShowAsync(AnsiConsole.Console, cancellationToken);

    private static async Task<ToolEdit> AskEditAsync(Tool tool, CancellationToken cancellationToken)
    {
        Task<string> Ask(string field, string? now) =>
            new TextPrompt<string>($"{field}:").AllowEmpty().DefaultValue(now ?? "").ShowAsync(AnsiConsole.Console, cancellationToken);
        return new ToolEdit(
            await Ask("Name", tool.Name), await Ask("Address", tool.Url), await Ask("Description", tool.Description), await Ask("Category", tool.Category));
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        switch (await desk.UndoAsync(person, cancellationToken))
        {
            case UndoOutcome.Done { Step: var step }:
                undone++;
                skipped.Remove(step.ToolId);
                session.Out.WriteLine($"Taken back: tool {step.ToolId} is in {step.FromStatus.ToWire()} again.");
                break;
            case UndoOutcome.Superseded superseded:
                session.Out.WriteLine($"Not taken back: {superseded.Why}");
                break;
            default:
                session.Out.WriteLine("There is nothing to take back.");
                break;
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
            case DecisionOutcome.Invalid invalid:
                session.Out.WriteLine($"Not done. {string.Join(" ", invalid.Problems.Select(p => $"{p.Key}: {p.Value}"))}");
                return 0;
            default:
                session.Out.WriteLine("The tool is gone; it was merged meanwhile.");
                return 0;
        }
    }

    private async Task SummarizeAsync(CancellationToken cancellationToken)
    {
        var left = (await desk.QueueAsync(cancellationToken)).Count;
        session.Out.WriteLine($"{approved} approved, {rejected} rejected, {skipped.Count} skipped, {snoozed} put off, {undone} taken back. {(left == 0 ? "The queue is clear." : $"{left} still waiting.")}");
    }
}
