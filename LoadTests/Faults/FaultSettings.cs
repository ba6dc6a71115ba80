using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Faults;

/// <summary>The parameters of a planned fault, named as the control endpoint names them; what is null is not sent.</summary>
internal sealed record FaultSettings
{
    /// <summary>How a fault of a plan is written.</summary>
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The only replica whose link is concerned, by its index; it is sent as the id of the instance.</summary>
    public int? Replica { get; init; }

    /// <summary>Added to the way, milliseconds each way.</summary>
    public long? Ms { get; init; }

    /// <summary>How much more it may be, milliseconds.</summary>
    public long? JitterMs { get; init; }

    /// <summary><c>both</c>, <c>to-store</c> or <c>from-store</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>Which of the answers that follow, from 1.</summary>
    public long? Nth { get; init; }

    /// <summary>How long it is held, milliseconds.</summary>
    public long? HoldMs { get; init; }

    /// <summary>Which part of each period a process runs.</summary>
    public long? DutyPercent { get; init; }

    /// <summary>How long a period is, milliseconds.</summary>
    public long? PeriodMs { get; init; }

    /// <summary>Which database of Postgres.</summary>
    public string? Database { get; init; }

    /// <summary>What puts a record in: a statement as one word, or the words of a command of Redis.</summary>
    public IReadOnlyList<string>? Inject { get; init; }

    /// <summary>What takes it out, likewise.</summary>
    public IReadOnlyList<string>? Cure { get; init; }

    /// <summary>As the control endpoint takes them.</summary>
    /// <param name="nameOf">Gives the id of the instance with an index.</param>
    public JsonObject ToParameters(Func<int, string> nameOf)
    {
        var parameters = JsonSerializer.SerializeToNode(this, Format)!.AsObject();
        if (Replica is { } replica)
        {
            parameters[FaultParameters.Replica] = nameOf(replica);
        }

        return parameters;
    }
}
