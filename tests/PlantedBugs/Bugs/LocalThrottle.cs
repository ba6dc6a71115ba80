using System.Collections.Concurrent;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Problems;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Counts in the process what a client failed: who asks one replica after the other has as many guesses with each.</summary>
internal sealed class LocalThrottle(IOptions<AccountsOptions> options, TimeProvider time) : IGuesses
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Client, long Minute), int> _failed = new();

    public static void Plant(IServiceCollection services) => services.AddSingleton<IGuesses, LocalThrottle>();

    public async Task<T?> TryAsync<T>(string client, Func<Task<T?>> guess, CancellationToken cancellationToken)
        where T : class
    {
        var window = (client, time.GetUtcNow().UtcTicks / Window.Ticks);
        if (_failed.GetValueOrDefault(window) >= options.Value.FailedLoginsPerMinute)
        {
            throw new TooManyRequestsException("Too many failed logins from this address.", Window);
        }

        var result = await guess();
        if (result is null)
        {
            _failed.AddOrUpdate(window, 1, (_, failed) => failed + 1);
        }

        return result;
    }
}
