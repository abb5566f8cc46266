using System.Text;

namespace Glean.Scouts.Api;

/// <summary>Writes paths with queries.</summary>
public static class ApiPath
{
    /// <summary><paramref name="path"/> with those parameters that have a value, escaped.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var output = new StringBuilder(path);
        var separator = path.Contains('?') ? '&' : '?';
        foreach (var (name, value) in parameters.Where(p => p.Value is not null))
        {
            output.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value!));
            separator = '&';
        }

        return output.ToString();
    }
}
