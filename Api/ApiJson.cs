using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Replicas;
using AspireStateless.Api.Jobs;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api;

/// <summary>Serializers of the answers, made at build time: no reflection at start or on a request.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(PasswordChange))]
[JsonSerializable(typeof(UserData))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SessionFields))]
[JsonSerializable(typeof(IReadOnlyList<VisitTick>))]
[JsonSerializable(typeof(PageVisits))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(Replica))]
internal sealed partial class ApiJson : JsonSerializerContext;
