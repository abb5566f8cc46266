using System.Net;
using Glean.Catalog;
using Glean.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Glean.Server.Accounts;

/// <summary>Whose word on the caller's address and scheme counts: nobody's, unless the settings name proxies.</summary>
internal static class TrustedProxies
{
    /// <exception cref="GleanException">A part of the setting is no network.</exception>
    public static WebApplication UseTrustedProxies(this WebApplication app, GleanSettings settings)
    {
        if (settings[SettingDefinitions.TrustedProxies] is not { Length: > 0 } list)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many hops as are named below; the first that is not ends the chain.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options.KnownIPNetworks.Add(Parse(part));
        }

        app.UseForwardedHeaders(options);
        return app;
    }

    private static System.Net.IPNetwork Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new GleanException(FailureKind.Setting, $"{SettingDefinitions.TrustedProxies.Variable}: \"{text}\" is no address or network.", "Write addresses or CIDRs: 10.0.0.0/8, fd00::/8");
}
