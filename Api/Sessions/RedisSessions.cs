using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Sessions;

/// <summary>
/// Keeps sessions in Redis, one hash each and every access one script: nobody can read a session without refreshing it, overwrite a field
/// that they did not name, or meet one that was ended.
/// </summary>
/// <remarks>
/// Requests that come at once share the round trip in which their sessions are used. On a Redis cluster they could not: the sessions of
/// different users are on different shards.
/// </remarks>
internal sealed class RedisSessions : ISessions
{
    private const string FieldPrefix = "f:";
    private const string VersionPrefix = "v:";

    private readonly RedisStore _redis;
    private readonly ApiMeter _meter;
    private readonly StoreBatcher<SessionId, Session?> _using;
    private readonly RedisValue _lifetime;
    private readonly RedisValue _cap;
    private readonly RedisValue _maxFields;

    public RedisSessions(RedisStore redis, IOptions<SessionsOptions> options, ApiMeter meter)
    {
        _redis = redis;
        _meter = meter;
        _using = redis.Batch<SessionId, Session?>("EVALSHA", UseAsync);
        _lifetime = (long)options.Value.Lifetime.TotalMilliseconds;
        _cap = (long)options.Value.Cap.TotalMilliseconds;
        _maxFields = options.Value.MaxFields;
    }

    public async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var ends = await _redis.EvaluateAsync(
            SessionScripts.Open, KeysOf(id), [passwordNumber, _lifetime, _cap, .. Flatten(fields)], cancellationToken);
        if (ends.IsNull)
        {
            return null;
        }

        _meter.SessionOpened();
        return DateTimeOffset.FromUnixTimeMilliseconds((long)ends);
    }

    public Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken) => _using.CallAsync(id, cancellationToken);

    public async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        RedisValue[] values =
        [
            _lifetime,
            patch.IfVersions is { } versions ? $" {string.Join(' ', versions)} " : RedisValue.EmptyString,
            _maxFields,
            patch.Remove.Count,
            .. patch.Remove.Select(name => (RedisValue)name),
            .. Flatten(patch.Set),
        ];
        var answer = await _redis.EvaluateAsync(SessionScripts.Change, KeysOf(id), values, cancellationToken);
        if (answer.IsNull)
        {
            return new(SessionOutcome.Ended);
        }

        return (long)((RedisResult[])answer!)[0] switch
        {
            -1 => new(SessionOutcome.OtherVersion),
            -2 => new(SessionOutcome.TooManyFields),
            _ => new(SessionOutcome.Changed, Read(id.User, answer)),
        };
    }

    public Task EndAsync(SessionId id, CancellationToken cancellationToken) =>
        _redis.CallAsync("DEL", static (database, session) => database.KeyDeleteAsync(session), id.Key, cancellationToken);

    public Task EndOlderAsync(Username user, int passwordNumber, CancellationToken cancellationToken) =>
        _redis.EvaluateAsync(SessionScripts.EndOlder, [SessionId.PasswordKeyOf(user)], [passwordNumber], cancellationToken);

    private static RedisKey[] KeysOf(SessionId id) => [id.Key, id.PasswordKey];

    private async Task<IReadOnlyList<Session?>> UseAsync(IDatabase database, IReadOnlyList<SessionId> ids)
    {
        RedisKey[] keys = [.. ids.SelectMany(KeysOf)];
        var answers = (RedisResult[])(await database.ScriptEvaluateAsync(SessionScripts.Use, keys, [_lifetime]))!;
        if (answers.Count(answer => answer.IsNull) is > 0 and var expired)
        {
            _meter.SessionsExpired(expired);
        }

        return [.. ids.Zip(answers, (id, answer) => answer.IsNull ? null : Read(id.User, answer))];
    }

    private static IEnumerable<RedisValue> Flatten(IReadOnlyDictionary<string, string> fields) =>
        fields.SelectMany(field => new RedisValue[] { field.Key, field.Value });

    private static Session Read(Username user, RedisResult answer)
    {
        var parts = (RedisResult[])answer!;
        var entries = (RedisValue[])parts[1]!;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var version = 0L;
        for (var index = 0; index < entries.Length; index += 2)
        {
            var (name, value) = ((string)entries[index]!, entries[index + 1]);
            if (name.StartsWith(FieldPrefix, StringComparison.Ordinal))
            {
                fields[name[FieldPrefix.Length..]] = value!;
            }
            else if (name.StartsWith(VersionPrefix, StringComparison.Ordinal))
            {
                versions[name[VersionPrefix.Length..]] = (long)value;
            }
            else if (string.Equals(name, "version", StringComparison.Ordinal))
            {
                version = (long)value;
            }
        }

        return new(user, fields, versions, version, DateTimeOffset.FromUnixTimeMilliseconds((long)parts[0]));
    }
}
