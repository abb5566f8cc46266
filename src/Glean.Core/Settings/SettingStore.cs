using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Settings;

/// <summary>
/// Settings that an admin keeps in the database: credentials and addresses of services, encrypted where secret, and the
/// documents <c>focus</c>, <c>thresholds</c> and <c>retention</c>. Every change leaves a line in the audit log, without the value.
/// </summary>
public sealed class SettingStore(GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    private const string FocusKey = "focus";
    private const string ThresholdsKey = "thresholds";
    private const string RetentionKey = "retention";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Lazy<SecretBox> box = new(() => new SecretBox(DataKey.Load(settings)));

    /// <summary>The settings of this run with what is stored: environment before stored before configuration file before default.</summary>
    public GleanSettings Effective()
    {
        Dictionary<string, string> stored = [];
        using var connection = database.OpenForReading();
        foreach (var (key, value, secret) in connection.Rows("SELECT key, value, is_secret FROM settings", r => (r.GetString(0), r.GetString(1), r.GetBoolean(2))))
        {
            if (SettingDefinitions.Find(key) is { Storable: true } definition && (secret ? box.Value.Open(key, value) : value) is { } plain)
            {
                stored[definition.Variable] = plain;
            }
        }

        return settings.With(stored);
    }

    /// <summary>Stores values, or takes them away where null or empty.</summary>
    /// <param name="values">By definition; each must be storable.</param>
    public async Task SetAsync(IReadOnlyDictionary<SettingDefinition, string?> values, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (definition, value) in values)
        {
            if (!definition.Storable)
            {
                throw new InvalidOperationException($"{definition.Variable} cannot be stored.");
            }

            var trimmed = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
            await PutAsync(
                context, definition.Variable, definition.Secret && trimmed is not null ? box.Value.Close(definition.Variable, trimmed) : trimmed,
                definition.Secret, person, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The focus in force, and whether an admin set it.</summary>
    public (Focus Focus, bool Stored) Focus() => Read(FocusKey) is { } text ? (Catalog.Focus.FromYaml(text), true) : (Catalog.Focus.Default, false);

    /// <summary>Sets the focus; null goes back to the one that ships.</summary>
    public Task SetFocusAsync(Focus? focus, Person person, CancellationToken cancellationToken) => SetDocumentAsync(FocusKey, focus, person, cancellationToken);

    public Thresholds Thresholds() => Document<Thresholds>(ThresholdsKey) ?? new Thresholds();

    public Task SetThresholdsAsync(Thresholds thresholds, Person person, CancellationToken cancellationToken) => SetDocumentAsync(ThresholdsKey, thresholds, person, cancellationToken);

    public Retention Retention() => Document<Retention>(RetentionKey) ?? new Retention();

    public Task SetRetentionAsync(Retention retention, Person person, CancellationToken cancellationToken) => SetDocumentAsync(RetentionKey, retention, person, cancellationToken);

    /// <summary>A text that an admin keeps under <paramref name="key"/>; null when there is none.</summary>
    public string? Text(string key) => Read(key);

    /// <summary>Keeps a text, or takes it away where null.</summary>
    public async Task SetTextAsync(string key, string? text, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await PutAsync(context, key, text, secret: false, person, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private T? Document<T>(string key) where T : class => Read(key) is { } text ? JsonSerializer.Deserialize<T>(text, Json) : null;

    private string? Read(string key)
    {
        using var connection = database.OpenForReading();
        return connection.Rows("SELECT value FROM settings WHERE key = @key", r => r.GetString(0), ("@key", key)).SingleOrDefault();
    }

    private Task SetDocumentAsync<T>(string key, T? document, Person person, CancellationToken cancellationToken) where T : class =>
        SetTextAsync(key, document is null ? null : JsonSerializer.Serialize(document, Json), person, cancellationToken);

    private async Task PutAsync(GleanDbContext context, string key, string? value, bool secret, Person person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var row = await context.Settings.FindAsync([key], cancellationToken);
        if (value is null && row is not null)
        {
            context.Settings.Remove(row);
        }
        else if (value is not null && row is null)
        {
            context.Settings.Add(new Setting { Key = key, Value = value, IsSecret = secret, UpdatedAt = now });
        }
        else if (value is not null)
        {
            (row!.Value, row.IsSecret, row.UpdatedAt) = (value, secret, now);
        }

        context.AuditLog.Add(new AuditEntry
        {
            At = now,
            Actor = person.Name,
            UserId = person.UserId,
            Action = value is null ? "setting.removed" : "setting.changed",
            Subject = $"setting:{key}",
        });
    }
}
