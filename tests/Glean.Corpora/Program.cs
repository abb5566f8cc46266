using Glean.Corpora;

// Prints how Glean fares against recorded real data: one report a folder of the corpora.
// Usage: Glean.Corpora [FOLDER…]; the data lies where GLEAN_CORPORA points, or in ../shared/corpora.
(string Folder, Action<string, TextWriter> Report)[] reports =
[
    ("security-ssrf", SecuritySsrfReport.Run),
];

var root = CorporaFolder.Find();
if (root is null)
{
    Console.Error.WriteLine("The corpora are absent: neither GLEAN_CORPORA nor ../shared/corpora leads to them. Nothing was measured.");
    return 0;
}

foreach (var (folder, report) in reports)
{
    if (args.Length == 0 || args.Contains(folder))
    {
        Console.WriteLine($"== {folder}");
        report(Path.Combine(root, folder), Console.Out);
    }
}

return 0;
