namespace Glean.Settings;

/// <summary>One setting: the variable that carries it, what it is when nobody says, and whether it may be shown.</summary>
/// <param name="Variable">The environment variable; <c>config.yaml</c> takes the same name in any case, with or without <c>GLEAN_</c>.</param>
/// <param name="Default">The value when nothing sets it; null when there is none.</param>
/// <param name="Purpose">One line for people.</param>
/// <param name="Storable">An admin may keep it in the database: what services need, not what the server itself stands on.</param>
public sealed record SettingDefinition(string Variable, string? Default, string Purpose, bool Secret = false, bool Storable = false);

/// <summary>Every setting Glean knows.</summary>
public static class SettingDefinitions
{
    public static readonly SettingDefinition SecretKey = Secret("GLEAN_SECRET_KEY", "Signs sessions, at least 32 bytes");
    public static readonly SettingDefinition Environment = new("GLEAN_ENVIRONMENT", "production", "production or development");
    public static readonly SettingDefinition DbPath = new("GLEAN_DB_PATH", "db/glean.db", "The SQLite file; its folder holds backups/");
    public static readonly SettingDefinition ReportsDir = new("GLEAN_REPORTS_DIR", "reports", "Where reports are saved");
    public static readonly SettingDefinition PublishDir = new("GLEAN_PUBLISH_DIR", null, "Where the site of the index is published");
    public static readonly SettingDefinition PublishUrl = new("GLEAN_PUBLISH_URL", null, "The address under which the published site can be reached");
    public static readonly SettingDefinition LogsDir = new("GLEAN_LOGS_DIR", null, "Where log files go; none when unset");
    public static readonly SettingDefinition EgressAllow = new("GLEAN_EGRESS_ALLOW", null, "Private networks (CIDRs, comma list) that fetches may reach");
    public static readonly SettingDefinition DataKey = Secret("GLEAN_DATA_KEY", "Encrypts stored keys; a key file beside the database when unset");
    public static readonly SettingDefinition Port = new("PORT", "8000", "Port of the web server");
    public static readonly SettingDefinition CorsOrigins = new("CORS_ORIGINS", null, "Origins that browsers may call from, comma list");
    public static readonly SettingDefinition TrustedProxies = new("GLEAN_TRUSTED_PROXIES", null, "Proxies (addresses or CIDRs, comma list) whose X-Forwarded-For and -Proto count");
    public static readonly SettingDefinition MetricsToken = Secret("GLEAN_METRICS_TOKEN", "Bearer token for /metrics from other machines");
    public static readonly SettingDefinition LogLevel = new("GLEAN_LOG_LEVEL", "Information", "Trace, Debug, Information, Warning, Error");
    public static readonly SettingDefinition LogFormat = new("GLEAN_LOG_FORMAT", "text", "text or json");

    public static readonly SettingDefinition Registration = new("GLEAN_REGISTRATION", "first-user", "first-user, open or closed");
    public static readonly SettingDefinition LearnedRanking = new("GLEAN_LEARNED_RANKING", "on", "on: scores learn from decisions by degrees; off: the weights of the focus alone", Storable: true);
    public static readonly SettingDefinition SetupToken = Secret("GLEAN_SETUP_TOKEN", "The first registration must carry it");

    public static readonly SettingDefinition AnthropicApiKey = Key("ANTHROPIC_API_KEY", "Claude");
    public static readonly SettingDefinition AnthropicBaseUrl = new("ANTHROPIC_BASE_URL", null, "Another address for Claude's API", Storable: true);
    public static readonly SettingDefinition AnthropicModel = new("GLEAN_ANTHROPIC_MODEL", "claude-haiku-5-5", "Which of Claude's models reads texts", Storable: true);
    public static readonly SettingDefinition OpenAiApiKey = Key("OPENAI_API_KEY", "OpenAI and compatible services");
    public static readonly SettingDefinition OpenAiBaseUrl = new("OPENAI_BASE_URL", null, "Another address for OpenAI's API", Storable: true);
    public static readonly SettingDefinition OpenAiModel = new("GLEAN_OPENAI_MODEL", "gpt-6-luna", "Which model of OpenAI or the compatible service reads texts", Storable: true);
    public static readonly SettingDefinition OllamaHost = new("OLLAMA_HOST", null, "A local Ollama server", Storable: true);
    public static readonly SettingDefinition OllamaModel = new("GLEAN_OLLAMA_MODEL", "llama3.1", "Which of Ollama's models reads texts", Storable: true);
    public static readonly SettingDefinition LlmDayTokens = new("GLEAN_LLM_DAY_TOKENS", "10000000", "Most tokens language models may use in a day (UTC), or unlimited", Storable: true);
    public static readonly SettingDefinition LlmDayUsd = new("GLEAN_LLM_DAY_USD", "10", "Most US dollars language models may cost in a day (UTC), or unlimited", Storable: true);
    public static readonly SettingDefinition LlmJobTokens = new("GLEAN_LLM_JOB_TOKENS", "5000000", "Most tokens one job may use, or unlimited", Storable: true);
    public static readonly SettingDefinition LlmJobUsd = new("GLEAN_LLM_JOB_USD", "5", "Most US dollars one job may cost, or unlimited", Storable: true);
    public static readonly SettingDefinition LlmPrices = new("GLEAN_LLM_PRICES", null, "Prices other than those that ship: model=input/output in US dollars for a million tokens, comma list", Storable: true);
    public static readonly SettingDefinition LlmBatchFrom = new("GLEAN_LLM_BATCH_FROM", "1000", "From so many texts on they are sent to Claude as a batch, at half the price and within a day; or unlimited", Storable: true);
    public static readonly SettingDefinition LlmParallel = new("GLEAN_LLM_PARALLEL", "4", "Questions asked of a language model at once, 1 to 32", Storable: true);
    public static readonly SettingDefinition LlmTimeout = new("GLEAN_LLM_TIMEOUT", "180", "Most seconds one answer of a language model may take", Storable: true);

    public static readonly SettingDefinition ChangeWording = new("GLEAN_CHANGE_WORDING", "on", "on: a configured language model words changes of tools; off: the rules alone", Storable: true);

    public static readonly SettingDefinition PublicUrl = new("GLEAN_PUBLIC_URL", null, "Where people reach this server, for links in what is sent to them", Storable: true);
    public static readonly SettingDefinition NotifyChanges = new("GLEAN_NOTIFY_CHANGES", "pricing_change", "Types of change that are told at once, comma list", Storable: true);
    public static readonly SettingDefinition NotifyEmail = new("GLEAN_NOTIFY_EMAIL", "weekly,important", "What is sent by e-mail: weekly, daily, important (comma list), or off", Storable: true);
    public static readonly SettingDefinition SmtpHost = new("GLEAN_SMTP_HOST", null, "The mail server that takes e-mail", Storable: true);
    public static readonly SettingDefinition SmtpPort = new("GLEAN_SMTP_PORT", "587", "Its port", Storable: true);
    public static readonly SettingDefinition SmtpSecurity = new("GLEAN_SMTP_SECURITY", "starttls", "starttls, tls (from the first byte on, port 465) or none", Storable: true);
    public static readonly SettingDefinition SmtpUsername = new("GLEAN_SMTP_USERNAME", null, "Its user name; none is given when unset", Storable: true);
    public static readonly SettingDefinition SmtpPassword = Key("GLEAN_SMTP_PASSWORD", "The mail server, with GLEAN_SMTP_USERNAME");
    public static readonly SettingDefinition MailFrom = new("GLEAN_MAIL_FROM", null, "Who e-mail is from, like Glean <glean@example.com>", Storable: true);
    public static readonly SettingDefinition MailTo = new("GLEAN_MAIL_TO", null, "Who gets e-mail, comma list of addresses", Storable: true);
    public static readonly SettingDefinition NotifySlack = new("GLEAN_NOTIFY_SLACK", "weekly,important", "What is sent to Slack: weekly, daily, important (comma list), or off", Storable: true);
    public static readonly SettingDefinition SlackWebhookUrl = Key("GLEAN_SLACK_WEBHOOK_URL", "The incoming webhook of a Slack channel");
    public static readonly SettingDefinition NotifyWebhook = new("GLEAN_NOTIFY_WEBHOOK", "weekly,important", "What is sent to the webhook: weekly, daily, important (comma list), or off", Storable: true);
    public static readonly SettingDefinition WebhookUrl = new("GLEAN_WEBHOOK_URL", null, "The address that gets signed webhooks", Storable: true);
    public static readonly SettingDefinition WebhookSecret = Key("GLEAN_WEBHOOK_SECRET", "Signs webhooks: whsec_ and 24 to 64 bytes in base64");

    public static readonly SettingDefinition DatabaseUrl = Secret("GLEAN_DATABASE_URL", "postgres://… switches to PostgreSQL");
    public static readonly SettingDefinition RedisUrl = Secret("REDIS_URL", "redis://… (rediss:// for TLS) tells instances of jobs and events at once and shares their limits");

    /// <summary>In the order in which <c>glean config show</c> prints them.</summary>
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        Environment,
        DbPath,
        DatabaseUrl,
        RedisUrl,
        SecretKey,
        DataKey,
        ReportsDir,
        PublishDir,
        PublishUrl,
        LogsDir,
        LogLevel,
        LogFormat,
        Port,
        CorsOrigins,
        TrustedProxies,
        MetricsToken,
        Registration,
        SetupToken,
        LearnedRanking,
        EgressAllow,
        AnthropicApiKey,
        AnthropicBaseUrl,
        AnthropicModel,
        OpenAiApiKey,
        OpenAiBaseUrl,
        OpenAiModel,
        OllamaHost,
        OllamaModel,
        LlmDayTokens,
        LlmDayUsd,
        LlmJobTokens,
        LlmJobUsd,
        LlmPrices,
        LlmBatchFrom,
        LlmParallel,
        LlmTimeout,
        ChangeWording,
        PublicUrl,
        NotifyChanges,
        NotifyEmail,
        SmtpHost,
        SmtpPort,
        SmtpSecurity,
        SmtpUsername,
        SmtpPassword,
        MailFrom,
        MailTo,
        NotifySlack,
        SlackWebhookUrl,
        NotifyWebhook,
        WebhookUrl,
        WebhookSecret,
        Key("REDDIT_CLIENT_ID", "Reddit"),
        Key("REDDIT_CLIENT_SECRET", "Reddit"),
        new("REDDIT_USERNAME", null, "The account of a Reddit app of type script; also named to Reddit as who asks", Storable: true),
        Key("REDDIT_PASSWORD", "Reddit, with REDDIT_USERNAME"),
        Key("TWITTER_BEARER_TOKEN", "X (Twitter)"),
        Key("PRODUCTHUNT_API_KEY", "Product Hunt"),
        Key("PRODUCTHUNT_API_SECRET", "Product Hunt"),
        Key("SERPAPI_KEY", "Web search by SerpAPI"),
        Key("GOOGLE_API_KEY", "Web search by Google Custom Search"),
        new("GOOGLE_CX", null, "Google's search engine id", Storable: true),
        Key("BRAVE_API_KEY", "Web search by Brave"),
        Key("GITHUB_TOKEN", "GitHub; works without, at a lower rate"),
        new("GLEAN_REDDIT_URL", "https://oauth.reddit.com", "Origin of Reddit's API"),
        new("GLEAN_REDDIT_AUTH_URL", "https://www.reddit.com", "Origin of Reddit's sign-in"),
        new("GLEAN_TWITTER_URL", "https://api.x.com", "Origin of X's API"),
        new("GLEAN_PRODUCTHUNT_URL", "https://api.producthunt.com", "Origin of Product Hunt's API"),
        new("GLEAN_SERPAPI_URL", "https://serpapi.com", "Origin of SerpAPI"),
        new("GLEAN_GOOGLE_URL", "https://www.googleapis.com", "Origin of Google's API"),
        new("GLEAN_BRAVE_URL", "https://api.search.brave.com", "Origin of Brave's API"),
        new("GLEAN_HACKERNEWS_URL", "https://hn.algolia.com", "Origin of the Hacker News search"),
        new("GLEAN_GITHUB_URL", "https://api.github.com", "Origin of GitHub's API"),
    ];

    /// <summary>The setting named <paramref name="name"/>, in any case, with or without <c>GLEAN_</c>; or null.</summary>
    public static SettingDefinition? Find(string name) => All.FirstOrDefault(d =>
        string.Equals(d.Variable, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(d.Variable, "GLEAN_" + name, StringComparison.OrdinalIgnoreCase));

    private static SettingDefinition Key(string variable, string purpose) => new(variable, null, purpose, Secret: true, Storable: true);

    private static SettingDefinition Secret(string variable, string purpose) => new(variable, null, purpose, Secret: true);
}
