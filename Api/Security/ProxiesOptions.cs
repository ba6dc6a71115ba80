namespace AspireStateless.Api.Security;

/// <summary>Section <c>Proxies</c>.</summary>
internal sealed class ProxiesOptions
{
    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.
    /// Nobody's unless set: anyone can send such a header.
    /// </summary>
    public IReadOnlyList<string> Trusted { get; set; } = [];
}
