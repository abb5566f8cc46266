using BenchmarkDotNet.Attributes;
using Glean.Analysis;
using Glean.Analysis.Rules;

namespace Glean.Benchmarks;

/// <summary>Posts a second of the built-in analyzer, and what it allocates for each.</summary>
[MemoryDiagnoser]
public class RulesAnalyzerBenchmark
{
    private static readonly SourceText[] Posts =
    [
        new("Apollo vs ZoomInfo for a small team?", """
            We have been on ZoomInfo for two years and the renewal came in at $18k. The data is solid for US direct dials, but the UI feels dated
            and support takes days to answer.

            Tried Apollo.io last month. Pros:

            - Free plan is generous, paid starts at $49 per user
            - Sequences and the dialer are built in
            - Syncs both ways with HubSpot

            Cons:

            - European mobile numbers are hit and miss
            - Credits run out fast

            Lusha and Cognism were on the list too. Cognism has the better phone data in the UK, it is not cheap though. Has anyone moved from
            ZoomInfo to one of these? I would love to hear what broke on the way.
            """, "reddit"),
        new("What I learned from 200 cold calls", """
            I run outbound for a ten person company. Nobody told me how much of the job is plain stamina. The first fifty calls were terrible.
            After that I stopped reading the script and started to listen. My advice: call before nine, keep the opener under ten seconds, and
            never apologise for calling. Booked eleven meetings in the end, three of them turned into pilots.
            """, "reddit"),
        new("Tools we use for prospecting", """
            ## Clay

            Clay is where our lists live. It pulls from dozens of providers in a waterfall, and the AI column writes a first line for each lead.

            **Pricing**: from $149/month, credits on top
            **Best for**: growth teams with an ops person

            ## Instantly

            We send with Instantly. Unlimited mailboxes, warm-up included. Reporting is thin.

            | Tool | What for | Price |
            |------|----------|-------|
            | Clay | enrichment | $149 |
            | Instantly | sending | $37 |
            | Calendly | booking | free |
            """, "blog"),
    ];

    private readonly RulesAnalyzer analyzer = new();

    [Benchmark(OperationsPerInvoke = 3)]
    public int Analyze()
    {
        var claims = 0;
        foreach (var post in Posts)
            claims += analyzer.Analyze(post).Claims.Count;
        return claims;
    }
}
