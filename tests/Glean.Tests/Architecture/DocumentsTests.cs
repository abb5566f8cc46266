using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Glean.Cli;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>
/// The documents keep up with the program: their links lead somewhere, their commands are understood. A command that the
/// program does not have yet carries <c>(to come)</c>, in a block of code <c># to come</c>, and loses it when it comes.
/// </summary>
public sealed partial class DocumentsTests
{
    private sealed record Line(string File, int Number, string Text, bool InBlock)
    {
        public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
    }

    private sealed record Call(Line Line, string Command, bool ToCome);

    [Fact]
    public void Every_link_within_the_repository_leads_somewhere() =>
        (from line in Lines(Documents)
         where !line.InBlock
         from link in Link().Matches(line.Text).Select(m => m.Groups[1].Value)
         where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
         where !Resolves(line.File, link)
         select $"{line} -> {link}").ShouldBeEmpty();

    [Fact]
    public void Every_command_in_the_documents_is_understood() =>
        Calls().Where(c => !c.ToCome && Refusal(c.Command) is not null)
            .Select(c => $"{c.Line} -> {c.Command}: {Refusal(c.Command)}")
            .ShouldBeEmpty();

    [Fact]
    public void A_command_marked_as_to_come_has_not_come() =>
        Calls().Where(c => c.ToCome && Refusal(c.Command) is null)
            .Select(c => $"{c.Line} -> {c.Command} works; take the mark away")
            .ShouldBeEmpty();

    [Fact]
    public void The_documents_show_every_command()
    {
        var shown = Calls().Where(c => c.Line.File == "docs/cli.md").Select(c => c.Command.Split(' ')[1]).ToHashSet();
        CommandLine.CreateRoot().Subcommands.Select(c => c.Name).Except(shown).ShouldBeEmpty();
    }

    [Fact]
    public void Every_make_target_in_the_documents_exists()
    {
        var targets = Target().Matches(Repository.Read("Makefile")).Select(m => m.Groups[1].Value).ToHashSet();
        (from line in Lines(Documents)
         from target in Make().Matches(line.InBlock ? $"`{line.Text}`" : line.Text).Select(m => m.Groups[1].Value)
         where !targets.Contains(target)
         select $"{line} -> make {target}").ShouldBeEmpty();
    }

    private static IEnumerable<string> Documents => Repository.Files(".", "*.md").Select(Repository.Name);

    private static IEnumerable<Line> Lines(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var inBlock = false;
            var number = 0;
            foreach (var text in Repository.Read(file).Split('\n'))
            {
                number++;
                if (text.TrimStart().StartsWith("```", StringComparison.Ordinal))
                {
                    inBlock = !inBlock;
                }
                else
                {
                    yield return new Line(file, number, text, inBlock);
                }
            }
        }
    }

    private static IEnumerable<Call> Calls() =>
        Lines(Documents.Where(d => d == "README.md" || d.StartsWith("docs/", StringComparison.Ordinal)))
            .SelectMany(line => line.InBlock ? InBlock(line) : InText(line));

    /// <summary>The commands of a line of shell; a comment ends it.</summary>
    private static IEnumerable<Call> InBlock(Line line)
    {
        var parts = line.Text.Split(" #", 2);
        var toCome = parts.Length == 2 && parts[1].Contains("to come", StringComparison.Ordinal);
        return Between().Split(parts[0])
            .Select(command => Assignments().Replace(command.Trim(), ""))
            .Where(command => command.StartsWith("glean ", StringComparison.Ordinal))
            .Select(command => new Call(line, command, toCome));
    }

    private static IEnumerable<Call> InText(Line line) =>
        Quoted().Matches(line.Text).Select(m => new Call(line, m.Groups[1].Value, m.Groups[2].Success));

    /// <summary>Why the program would refuse the command, or null. A group such as <c>glean feeds</c> may be named alone.</summary>
    private static string? Refusal(string command)
    {
        var words = CommandLineParser.SplitCommandLine(command.Split('>', '<')[0]).Skip(1).Select(Filled).ToArray();
        if (words is ["--version"])
        {
            return null;
        }

        var parsed = CommandLine.CreateRoot().Parse(words);
        var isGroup = parsed.CommandResult.Command is { Subcommands.Count: > 0 } and not System.CommandLine.RootCommand;
        return parsed.Errors.Count == 0 || (isGroup && parsed.UnmatchedTokens.Count == 0) ? null : parsed.Errors[0].Message;
    }

    /// <summary>Words in capitals stand for a number, or for a name where one is asked for.</summary>
    private static string Filled(string word) => word switch
    {
        "FILE" or "DIR" or "NAME" => "file.txt",
        "URL" => "https://example.com/feed.xml",
        "COMMAND" => "status",
        _ => word.Length > 0 && word.All(char.IsAsciiLetterUpper) ? "1" : word,
    };

    private static bool Resolves(string file, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
        var path = Path.GetFullPath(Path.Combine(Repository.Root, target));
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && Anchors(Repository.Name(path)).Contains(parts[1]);
    }

    /// <summary>The anchors that headings get when a document is shown.</summary>
    private static IEnumerable<string> Anchors(string file) =>
        Lines([file]).Where(l => !l.InBlock && l.Text.StartsWith('#'))
            .Select(l => l.Text.TrimStart('#').Trim().ToLowerInvariant())
            .Select(h => string.Concat(h.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(glean [^`]+)`( \(to come\))?", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"&&|\|\||\||;", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(\$ )?([A-Z_]+=\S+ +)*", RegexOptions.NonBacktracking)]
    private static partial Regex Assignments();

    [GeneratedRegex(@"`(?:[^`]*\s)?make ([a-z-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Make();

    [GeneratedRegex(@"^([a-z-]+):", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Target();
}
