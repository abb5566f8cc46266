using Glean.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Glean.Server.Ui;

/// <summary>Serves the web interface to everybody: it holds no data, and asks for them with a session.</summary>
internal static class UiFeature
{
    // The names of these files hold a hash of their content.
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Ask = "no-cache";

    private static readonly string DefaultFolder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <param name="folder">Where the built files lie; beside the program when null.</param>
    public static WebApplication UseUi(this WebApplication app, string? folder)
    {
        var files = UiFiles.Read(folder ?? DefaultFolder);
        app.Use((context, next) => ServeAsync(context, next, files));
        return app;
    }

    private static Task ServeAsync(HttpContext context, RequestDelegate next, UiFiles files)
    {
        var request = context.Request;
        var address = request.Path.Value ?? "";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return next(context);
        }

        return files.Find(address) is { } file ? SendAsync(context, file)
            : !files.Any && UiFiles.IsPage(address) ? MissingAsync(context)
            : next(context);
    }

    private static async Task SendAsync(HttpContext context, UiFile file)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = file.Hashed ? ForEver : Ask;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        var (encoding, path) = Choose(request.Headers.AcceptEncoding, file);
        var tag = encoding is null ? file.Tag : $"{file.Tag[..^1]}-{encoding}\"";
        response.Headers.ETag = tag;
        if (request.Headers.IfNoneMatch.Any(known => known?.Contains(tag, StringComparison.Ordinal) == true))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = new FileInfo(path).Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.SendFileAsync(path, context.RequestAborted);
        }
    }

    /// <summary>The smallest form that the browser takes; <c>q=0</c> refuses one (RFC 9110, 12.5.3).</summary>
    private static (string? Encoding, string Path) Choose(StringValues accepted, UiFile file)
    {
        if (file.Compressed.Count > 0 && StringWithQualityHeaderValue.TryParseList(accepted, out var list))
        {
            foreach (var (encoding, path) in file.Compressed)
            {
                if (list.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0))
                {
                    return (encoding, path);
                }
            }
        }

        return (null, file.Path);
    }

    private static Task MissingAsync(HttpContext context) => Problems.Of(
        StatusCodes.Status404NotFound, "This build has no web interface. Build one with it: make publish. The API is described at /docs.").ExecuteAsync(context);
}
