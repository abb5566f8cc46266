using Glean.Catalog;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Glean.Settings;

/// <summary>Reads <c>config.yaml</c>: a flat mapping from the names of settings to values.</summary>
internal static class ConfigFile
{
    private const string DefaultName = "config.yaml";

    public static IReadOnlyDictionary<string, string> Read(string? named)
    {
        var path = named ?? DefaultName;
        if (!File.Exists(path))
        {
            return named is null
                ? new Dictionary<string, string>()
                : throw Failure(path, "it does not exist", "Name an existing file with --config, or leave the option out");
        }

        try
        {
            using var reader = new StreamReader(path);
            return Parse(path, reader);
        }
        catch (YamlException e)
        {
            throw Failure(path, $"line {e.Start.Line}, column {e.Start.Column}: {e.Message}", "Mend the line; a setting is written as `name: value`", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e.Message, $"See who may read it: ls -l {path}", e);
        }
    }

    private static Dictionary<string, string> Parse(string path, TextReader reader)
    {
        var yaml = new YamlStream();
        yaml.Load(reader);
        Dictionary<string, string> values = [];
        if (yaml.Documents.Count == 0)
        {
            return values;
        }

        if (yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw Failure(path, "it is no mapping", "Write one `name: value` a line");
        }

        foreach (var (keyNode, valueNode) in root.Children)
        {
            var key = keyNode.ToString();
            var definition = SettingDefinitions.Find(key) ?? throw Failure(path, $"line {keyNode.Start.Line}: there is no setting '{key}'", "See the names: glean config show");
            values[definition.Variable] = valueNode switch
            {
                YamlScalarNode scalar => scalar.Value ?? "",
                YamlSequenceNode list => string.Join(',', list.Select(item => item.ToString())),
                _ => throw Failure(path, $"line {valueNode.Start.Line}: '{key}' must be a value or a list", "Write `name: value`"),
            };
        }

        return values;
    }

    private static GleanException Failure(string path, string what, string nextStep, Exception? inner = null) =>
        new(FailureKind.Usage, $"The configuration {path} cannot be used: {what}.", nextStep, inner);
}
