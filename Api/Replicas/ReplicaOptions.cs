using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Jobs;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using AspireStateless.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Replicas;

/// <summary>Lifetimes, periods and limits in force; durations as <c>hh:mm:ss.fffffff</c>.</summary>
internal sealed record ReplicaOptions(
    TimeSpan KeyRetention,
    TimeSpan StoreDeadline,
    int MaxPages,
    TimeSpan Drain,
    TimeSpan SessionLifetime,
    TimeSpan SessionCap,
    int SessionMaxFields,
    TimeSpan JobPeriod,
    TimeSpan JobLease,
    int PasswordIterations,
    int SignUpsPerMinute,
    int FailedLoginsPerMinute,
    int CartMaxLines,
    int CartMaxQuantity)
{
    public static ReplicaOptions Of(IServiceProvider services)
    {
        T Value<T>()
            where T : class => services.GetRequiredService<IOptions<T>>().Value;

        var (sessions, jobs) = (Value<SessionsOptions>(), Value<JobsOptions>());
        var (accounts, carts) = (Value<AccountsOptions>(), Value<CartsOptions>());
        return new(
            Value<IdempotencyOptions>().KeyRetention,
            Value<StorageOptions>().Deadline,
            Value<VisitsOptions>().MaxPages,
            Value<ShutdownOptions>().Drain,
            sessions.Lifetime,
            sessions.Cap,
            sessions.MaxFields,
            jobs.Period,
            jobs.Lease,
            accounts.PasswordIterations,
            accounts.SignUpsPerMinute,
            accounts.FailedLoginsPerMinute,
            carts.MaxLines,
            carts.MaxQuantity);
    }
}
