using System.Collections.Concurrent;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>The clients of one promise, with what they hold: a jar of cookies, a token.</summary>
/// <param name="accounts">Sends what has to be answered; null where nobody enters.</param>
internal sealed class ServiceClients(ClientIdentity identity, Accounts? accounts, string run)
{
    private readonly ConcurrentDictionary<int, ServiceClient> _clients = new();

    public ServiceClient Of(int number) =>
        _clients.GetOrAdd(number, made => new ServiceClient($"{run}-u{made}", run, identity.KeepsCookies));

    /// <summary>Signs clients up and logs them in, where the file says so.</summary>
    /// <exception cref="LoadTests.Failures.InvalidRunException">The service does not let them.</exception>
    public async Task EnterAsync(IEnumerable<int> numbers, CancellationToken cancellationToken)
    {
        foreach (var client in numbers.Where(_ => identity.LogIn is not null).Select(Of))
        {
            if (identity.SignUp is { } signUp)
            {
                await MustAsync(signUp, client, cancellationToken);
            }

            await MustAsync(identity.LogIn!, client, cancellationToken);
        }
    }

    /// <summary>A request as a client sends it: with its token, unless the request shows another one.</summary>
    public ApiRequest As(ServiceClient client, in ApiRequest request) => request with
    {
        Cookies = client.Cookies,
        Headers = identity.Header is { } header && client.Token is { } token
            && !request.Headers.Any(own => own.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase))
            ? [.. request.Headers, (header.Name, header.Value.Fill(_ => token))] : request.Headers,
    };

    private Task<ApiAnswer> MustAsync(
        RequestTemplate template, ServiceClient client, CancellationToken cancellationToken) => accounts!.MustAsync(
        As(client, new ServiceRequest(template, client.ValueOf).Of(OperationKind.Prepare, client.User)) with
        {
            Look = (response, body) =>
            {
                client.Token = template.Value?.Find(response, body) is [var token, ..] ? token : client.Token;
                return template.Value is null || client.Token is not null ? default(Reading) : null;
            },
        },
        alreadyDone: 0,
        cancellationToken);
}

/// <summary>One of them.</summary>
/// <param name="user">As the service knows it.</param>
internal sealed class ServiceClient(string user, string run, bool keepsCookies)
{
    public string User { get; } = user;

    /// <summary>Null for a client that keeps none.</summary>
    public CookieJar? Cookies { get; } = keepsCookies ? new CookieJar() : null;

    public string? Token { get; set; }

    /// <summary>A browser's owner does one thing at a time; with two, the cookie of one answer would replace the other's.</summary>
    public SemaphoreSlim? Turn { get; } = keepsCookies ? new SemaphoreSlim(1, 1) : null;

    /// <summary>What it fills placeholders with.</summary>
    public string ValueOf(string placeholder) => placeholder switch
    {
        "client" or "user" or "key" => User,
        "run" => run,
        _ => throw new ArgumentOutOfRangeException(nameof(placeholder), placeholder, "Nobody fills it."),
    };
}
