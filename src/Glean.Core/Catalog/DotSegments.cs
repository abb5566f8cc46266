namespace Glean.Catalog;

/// <summary>Resolves <c>.</c> and <c>..</c> in paths, also where they are percent-encoded.</summary>
internal static class DotSegments
{
    public static string Resolve(string path)
    {
        path = path.Replace('\\', '/');
        if (path.Length == 0)
        {
            return "/";
        }

        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("/%2e", StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        var output = new List<string>();
        var segments = path.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            switch (segments[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase))
            {
                case "..":
                    if (output.Count > 0)
                    {
                        output.RemoveAt(output.Count - 1);
                    }

                    if (isLast)
                    {
                        output.Add("");
                    }

                    break;
                case ".":
                    if (isLast)
                    {
                        output.Add("");
                    }

                    break;
                default:
                    output.Add(segments[i]);
                    break;
            }
        }

        return "/" + string.Join('/', output);
    }
}
