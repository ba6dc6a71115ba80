using System.Collections.Concurrent;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Lives of sessions to their end. Each is used a few times, looked at just before it may end, when it has to be there, and just after
/// it must have ended. Each use goes to another replica than the last, and so must the end.
/// </summary>
/// <param name="lasts">How long the traffic goes on: a life that would not end in it is not begun.</param>
internal sealed class ExpiryWorkload(
    KeyedSender sender, Accounts accounts, RunNames names, UserPool users, TimeSpan lasts, Func<ServiceOptions> options)
    : IWorkload
{
    /// <summary>The looks are so far from the moment itself: what a busy machine may be late by.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(250);
    private const int Touches = 2;
    private const int EndedStatus = 401;
    private readonly ConcurrentBag<Task> _lives = [];
    private readonly CancellationTokenSource _over = new();

    public Task PrepareAsync(CancellationToken cancellationToken) => accounts.SignUpAsync(users.Expiry, cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var user = users.Expiry.Start.Value + operation.Subject;
        var (request, token) = Accounts.LogIn($"{names.User(user)}-x{key}", names.User(user), accounts.Password(user, 0), 0);
        var (completion, answer) = await sender.SendOnceAsync(operation, request with { Due = due });
        if (completion.Outcome == Outcome.Ok && token() is { } session)
        {
            var (lifetime, cap) = (options().SessionLifetime, options().SessionCap);
            var left = lasts - MonotonicClock.Span(operation.Due);

            // A life takes many seconds, and the lane that began it has other things to do.
            if (operation.Choice == 1 && cap + lifetime < left)
            {
                _lives.Add(LiveToCapAsync(operation, session, answer));
            }
            else if ((Touches * lifetime / 2) + lifetime + SlidingEnd(lifetime) + (4 * Margin) < left)
            {
                _lives.Add(LiveToLifetimeAsync(operation, session));
            }
        }

        return completion;
    }

    public async Task SettleAsync(bool atOnce)
    {
        if (atOnce)
        {
            await _over.CancelAsync();
        }

        try
        {
            await Task.WhenAll(_lives);
        }
        catch (OperationCanceledException) when (atOnce)
        {
            // They were waiting.
        }
    }

    private async Task LiveToLifetimeAsync(PlannedOperation operation, SessionToken session)
    {
        var lifetime = options().SessionLifetime;
        var longest = SlidingEnd(lifetime);
        for (var i = 0; i < Touches; i++)
        {
            await Task.Delay(lifetime / 2, _over.Token);
            await LookAsync(operation, session);
        }

        await Task.Delay(lifetime - (2 * Margin), _over.Token);
        var alive = await LookAsync(operation, session);

        // An unanswered look may have been one more use, and may still become one.
        await Task.Delay(longest + (2 * Margin), _over.Token);
        if (alive.Outcome == Outcome.Ok && (await LookAsync(operation, session)).Status == EndedStatus)
        {
            await LookAsync(operation, session);
        }
    }

    private async Task LiveToCapAsync(PlannedOperation operation, SessionToken session, ApiAnswer login)
    {
        var (lifetime, cap) = (options().SessionLifetime, options().SessionCap);
        while (Since(login.Done) + (lifetime / 2) < cap - (2 * Margin))
        {
            await Task.Delay(lifetime / 2, _over.Token);
            await LookAsync(operation, session);
        }

        await DelayUntilAsync(login.Sent, cap - (2 * Margin));
        await LookAsync(operation, session);
        await DelayUntilAsync(login.Done, cap + (2 * Margin));
        await LookAsync(operation, session);
    }

    /// <summary>A session may live up to a 64th longer than its lifetime: that much a use may be written ahead.</summary>
    public static TimeSpan SlidingEnd(TimeSpan lifetime) => lifetime + (lifetime / 64);

    private async Task<ApiAnswer> LookAsync(PlannedOperation operation, SessionToken session) =>
        (await sender.SendOnceAsync(operation, SessionsWorkload.Read(session))).Answer;

    private static TimeSpan Since(long tick) => MonotonicClock.Span(Math.Max(0, MonotonicClock.Now - tick));

    private Task DelayUntilAsync(long tick, TimeSpan after)
    {
        var left = after - Since(tick);
        return left > TimeSpan.Zero ? Task.Delay(left, _over.Token) : Task.CompletedTask;
    }
}

/// <summary>Draws lives of sessions that are used until they may end: by their lifetime (choice 0) or by their cap (choice 1).</summary>
internal sealed class ExpiryMix(ulong seed, int users) : IMix
{
    private const int CapsPerHundred = 25;
    private readonly RandomStream _random = RandomStream.Of(seed, "expiry");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject) => new(
        due, _random.Next(Clients), OperationKind.LogIn, _random.Next(users), choice: _random.Next(100) < CapsPerHundred ? 1 : 0);
}
