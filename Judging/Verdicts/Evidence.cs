using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Judging.Verdicts;

/// <summary>A kind of observation that puts a promise to the test: a run without them proves nothing.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Key">As programs read it.</param>
[JsonConverter(typeof(KeyConverter))]
internal sealed record Evidence(string Name, [CallerMemberName] string Key = "")
{
    /// <summary>A client's answered request, answered by another replica than its last.</summary>
    public static readonly Evidence Hops = new("hops between replicas");

    /// <summary>Reads answered after the death of a replica that had taken a visit of that page.</summary>
    public static readonly Evidence ReadsAfterDeath = new("reads after the death of a replica that took a write");

    /// <summary>Visits that lost their answer because the replica, or the store, was killed while they were under way.</summary>
    public static readonly Evidence InFlightAtKill = new("writes in flight at a kill");

    /// <summary>Acknowledged visits that were delivered, and answered, once more.</summary>
    public static readonly Evidence Duplicates = new("duplicates delivered");

    public static readonly Evidence Retries = new("retries of unknown outcomes");
    public static readonly Evidence FinalReads = new("final reads, everything from every replica");

    /// <summary>Generations that took a visit and are proven to have ended before the final reads.</summary>
    public static readonly Evidence GenerationsGone = new("processes that took a write, all gone");

    public static readonly Evidence ReplicasLost = new("replicas lost");
    public static readonly Evidence ReplicasKilled = new("replicas lost by SIGKILL");
    public static readonly Evidence StoreKills = new("kills of a store");

    /// <summary>Visits acknowledged before the last kill of Redis, of pages read after it.</summary>
    public static readonly Evidence ReadBackAfterStoreKill = new("visits read back after a kill of Redis");

    public static readonly Evidence DurableStores = new("stores set to survive power loss");
    public static readonly Evidence Resolved = new("outcomes known in the end");
    public static readonly Evidence Operations = new("operations answered");
    public static readonly Evidence Reads = new("reads answered");
    public static readonly Evidence ConcurrentWrites = new("writes that met another one");

    /// <summary>Pairs of the generation that issued a token and another that judged it.</summary>
    public static readonly Evidence TokenCells = new("pairs of issuing and judging process");

    public static readonly Evidence OldTokens = new("tokens used after their issuer was gone");
    public static readonly Evidence UsesAfterEnd = new("uses of ended tokens");
    public static readonly Evidence MustBeAlive = new("uses just before a session may end");
    public static readonly Evidence MustBeDead = new("uses just after a session must have ended");
    public static readonly Evidence CartsBought = new("carts bought and looked at after it");
    public static readonly Evidence UnitsSold = new("units sold");

    /// <summary>Orders refused because there were not as many units left.</summary>
    public static readonly Evidence SoldOut = new("orders refused as sold out");

    /// <summary>Orders acknowledged before the last kill of Postgres, and found in the list of all orders.</summary>
    public static readonly Evidence OrdersReadBack = new("orders read back after a kill of Postgres");

    /// <summary>Reads of a product after its reader had written it, or seen it newer, elsewhere.</summary>
    public static readonly Evidence GuardedReads = new("reads that could have gone back");

    public static readonly Evidence Ticks = new("ticks");

    /// <summary>Ticks that another process wrote than the one before.</summary>
    public static readonly Evidence Leaders = new("changes of the leader");

    public static readonly Evidence Stops = new("graceful stops");

    /// <summary>Requests under way to a replica that was stopping.</summary>
    public static readonly Evidence RequestsWhileStopping = new("requests to a replica that was stopping");

    public static readonly Evidence Outages = new("outages of a store");
    public static readonly Evidence RequestsDuringOutage = new("requests that needed a store that was away");

    /// <summary>Requests that did not need the store that was away, and were answered.</summary>
    public static readonly Evidence ServedDuringOutage = new("requests served although a store was away");

    /// <summary>Liveness that was confirmed while a store was away.</summary>
    public static readonly Evidence AliveDuringOutage = new("replicas alive although a store was away");

    /// <summary>Answers of a replica that was stopping to whether it is ready.</summary>
    public static readonly Evidence ProbedWhileStopping = new("replicas asked whether they are ready while they stopped");

    public static readonly Evidence Undisturbed = new("requests served while nothing was being done");

    public static readonly Evidence AskedBefore = new("objects asked for before they existed");

    /// <summary>Reads of an object after its creation, during the traffic, answered by another replica than the one that made it.</summary>
    public static readonly Evidence FreshReads = new("reads of new objects elsewhere");

    /// <summary>The same of lists.</summary>
    public static readonly Evidence FreshLists = new("lists with new objects, read elsewhere");

    /// <summary>Reads after an acknowledged end, answered by another replica than the one that ended the object.</summary>
    public static readonly Evidence ReadsAfterEnd = new("reads of ended objects elsewhere");

    /// <summary>Changes with If-Match that were carried out, or refused by it.</summary>
    public static readonly Evidence Preconditions = new("changes on a condition");

    /// <summary>Those of them that were refused: their version was not the session's.</summary>
    public static readonly Evidence StaleRefused = new("changes refused as stale");

    public static readonly Evidence KeysReused = new("keys sent with another content");
    public static readonly Evidence Refusals = new("requests that the contract refuses");
    public static readonly Evidence PagesListed = new("pages of lists");
    public static readonly Evidence CookieUses = new("uses of the page's cookie");

    /// <summary>Tries, by clients who had tried as often as they may, that were refused.</summary>
    public static readonly Evidence TriesThrottled = new("tries refused as too many");

    /// <summary>Clients who tried more often than they may.</summary>
    public static readonly Evidence ClientsThrottled = new("clients who tried too often");

    public static readonly Evidence InnocentLogins = new("logins of clients who never failed");

    internal sealed class KeyConverter : JsonConverter<Evidence>
    {
        public override Evidence? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Evidence value, JsonSerializerOptions options) =>
            writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.Key));
    }
}

/// <summary>How often something was observed, and how often it has to be.</summary>
internal sealed record EvidenceCount(Evidence Kind, long Count, long Needed)
{
    public bool Reached => Count >= Needed;

    public string Name => Kind.Name;
}
