using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Closed lists of words whose presence beside a name or in a statement tells something; none of them is a product.</summary>
internal static class Cues
{
    /// <summary>Editions and plans that are named as part of a product.</summary>
    public static readonly WordSet Editions = new("Plus Pro Premium Advanced Enterprise Sales CRM Teams Business Starter Cloud AI");

    public static readonly WordSet Imperatives = new("""
        use make build set create add write send start stop try keep avoid consider ensure check define identify track measure choose pick look find
        get go ask tell focus test review update map pull export import click open run include remember don't never always do schedule draft read
        learn see download sign join contact book share let help take give begin layer combine position win map invest reduce reply
        """);

    public static readonly WordSet TopLevels = new("ai io app com co so dev win me sh gg xyz tech net org cloud tools software email chat page site online studio de fr nl uk eu us vc fm example");

    /// <summary>Verbs and prepositions of people who use a product.</summary>
    public static readonly WordSet Uses = new("""
        use uses used using try tries tried trying via adopt adopted adopting bought buy buying recommend recommended evaluate evaluated evaluating
        implement implemented test tested testing demoed trialed switched switching migrate migrated moved moving replace replaced replacing ditched
        dropped chose choose picked thru through run running love loved
        """);

    /// <summary>Verbs of those who leave one product for another.</summary>
    public static readonly WordSet Switches = new("switch switched switching switches move moved moving moves migrate migrated migrating migrates");

    /// <summary>Words with which makers and reporters bring up a product.</summary>
    public static readonly WordSet Launches = new("called named introducing launched launching launch meet built building made shipped announcing presenting released");

    /// <summary>What a product is.</summary>
    public static readonly WordSet ProductNouns = new("tool tools platform platforms software app apps crm api dialer plugin extension addon agent assistant copilot bot bdr sdr chatbot saas startup pricing plan plans integration integrations dashboard");

    /// <summary>What vendors call the agents to which they give a person's name.</summary>
    public static readonly WordSet AgentNouns = new("ai agent agents bot assistant copilot chatbot bdr sdr bdrs sdrs receptionist");

    /// <summary>Words of sentences about software.</summary>
    public static readonly WordSet SoftwareWords = new("""
        tool tools platform platforms software app apps crm api apis dialer plugin plugins extension addon agent agents assistant copilot bot bots
        chatbot saas integration integrations dashboard dashboards webhook webhooks sdk inbox calendar sequence sequences workflow workflows sync
        syncs synced integrates automates automate automated onboarding login ui interface feature features free trial tier seat seats licence license
        subscription credits prompt prompts model models data database enrichment template templates transcript transcripts transcribes ai sdr bdr
        """);

    /// <summary>What people and firms are and do.</summary>
    public static readonly WordSet Roles = new("ceo cto founder cofounder vp head author mr ms dr inc llc ltd corp gmbh group partners university capital ventures director said says told manager professor joined hired");

    /// <summary>What a firm has and a product has not.</summary>
    public static readonly WordSet FirmParts = new("""
        board ceo cfo cto cmo cro coo founder founders cofounder team teams employees staff investors office offices headquarters hq revenue
        shareholders management president chairman director vp head chief sales reps rep people factory plant customers clients growth budget
        """);

    public static readonly WordSet Calendar = new("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december");

    /// <summary>Words after which an ordinary word with a capital is a name.</summary>
    public static readonly WordSet NameIntroductions = new("vs versus called named bdr bdrs sdr sdrs assistant agent copilot bot chatbot");

    /// <summary>Words that tell something when they stand before a name.</summary>
    public static readonly WordSet Before = new("""
        use uses used using try tries tried trying via adopt adopted adopting bought buy buying love loved like recommend recommended evaluate
        evaluated evaluating implement implemented test tested testing demoed trialed run running switch switched switching migrate migrated moved
        moving replace replaced replacing ditched dropped left leave leaving chose choose picked with through thru in into on from to for of and
        or than vs versus the a an our my your their his her at by is are was were tool tools platform platforms software app apps crm product
        products called named built integrate integrates integrated integrating integration connect connects connected sync syncs syncing
        alternative alternatives competitor competitors including include includes as about over inside within meet why how what best if when
        because while only even just also plus get got let make made said says told ceo founder cofounder vp head author mr ms dr hi hey thanks
        since until till last next every this late early mid works worked work joined hired company agency client clients customer customers team teams department meeting call bdr sdr assistant agent
        introducing launched launching launch building shipped announcing presenting released plugin extension addon chatbot saas startup
        says blog article source newsletter podcast report study survey research post review reviews according
        """);

    /// <summary>Words that tell something when they stand after a name.</summary>
    public static readonly WordSet After = new("""
        is was are has have had can could will would does doesn't did didn't isn't wasn't offers offer provides provide includes include supports
        support integrates integrate connects syncs sync lets allows allow helps help gives makes made costs cost charges charge starts start wins
        win works work worked comes captures handles uses automates feels felt dominates leads excels shines lacks struggles needs requires keeps
        pulls sends finds tracks records books routes analyzes scores enriches s to for and or vs versus than with in on at by as from if but
        because alternative alternatives competitor competitors pricing price plan plans crm app api integration integrations platform tool
        software account accounts data reviews review users user sequences sequence workflow workflows dashboard enterprise ads navigator team
        said says told inc llc ltd corp group partners university capital ceo founder vp director just also still already only where when who
        board ceo's reps rep employees office staff stock shares raised raises announced asked wrote joined lost grew answers drafts transcribes
        detects flags logs plugs picks learns summarizes syncing onboarding bot's seats seat licence license credits subscription
        which that extension plugin addon app's agent agents assistant bot turns takes reads writes runs shows adds cuts saves looks
        gmbh manager ventures seems rated pros cons features up down the a an it them these this customers demo trial free template templates
        """);
}
