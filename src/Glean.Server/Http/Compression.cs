using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Glean.Server.Http;

/// <summary>
/// Compresses the JSON that the API answers to reads, for those who take it. What is sent by POST, as a new token is, stays as
/// it is, and no read tells a secret: there is nothing for the length of an answer to betray (docs/security.md).
/// </summary>
internal static class Compression
{
    public static void AddApiCompression(this IServiceCollection services)
    {
        services.AddSingleton<IResponseCompressionProvider, JsonCompression>();
        services.AddResponseCompression(options =>
        {
            // Refusals are a line or two, feeds and streams have media types of their own.
            options.MimeTypes = ["application/json"];
            options.EnableForHttps = true;
        });
    }

    public static void UseApiCompression(this WebApplication app) => app.UseWhen(
        context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/api"),
        api => api.UseResponseCompression());

    /// <summary>
    /// An ETag stays as it is under every encoding: it names the version of a tool for If-Match, and since nothing here may be stored no cache can take
    /// one encoding for another.
    /// </summary>
    private sealed class JsonCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        /// <summary>Less fits into one packet with its headers anyway.</summary>
        private const int Smallest = 1024;

        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response is { StatusCode: StatusCodes.Status200OK, ContentLength: null or >= Smallest }
            && context.Response.Headers.ContentDisposition.Count == 0
            && base.ShouldCompressResponse(context);
    }
}
