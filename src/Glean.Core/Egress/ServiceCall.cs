namespace Glean.Egress;

/// <summary>One request over the connection that a vendor's library is given (<see cref="GuardedConnections.CreateServiceClient"/>).</summary>
public static class ServiceCall
{
    /// <returns>The status, and the kind of content; empty when unknown.</returns>
    /// <exception cref="ServiceFailedException">The service was not reached, or refused.</exception>
    public static async Task<(int Status, string MediaType)> SendAsync(
        ServiceOrigin service, FetchRequest request, EgressOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = GuardedConnections.CreateServiceClient(service, options, time);
        using var message = new HttpRequestMessage(request.Method, request.Url);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(message, cancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "");
    }
}
