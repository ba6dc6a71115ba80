using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// Writes and reads <c>plan.json</c>. Faults are objects, times in nanoseconds; an operation is a row of due time, workload,
/// client, kind, subject, choice, twist and aim, as in <see cref="PlannedOperation"/>. The same plan gives the same bytes.
/// </summary>
internal static class PlanFile
{
    public static byte[] Encode(Plan plan)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Plan.CurrentVersion);
            json.WriteString("scenario", plan.Scenario);
            json.WriteNumber("seed", plan.Seed);
            json.WriteNumber("durationMs", (long)plan.Duration.TotalMilliseconds);
            json.WriteNumber("ratePerSecond", plan.Rate);
            json.WriteNumber("replicas", plan.Replicas);
            json.WriteNumber("users", plan.Users);
            if (plan.File is { } file)
            {
                json.WriteString("workload", file);
                json.WriteBoolean("onlyAddresses", plan.Reach == CopyReach.Addresses);
                if (plan.Reach == CopyReach.Engine)
                {
                    json.WriteBoolean("engine", true);
                }
            }

            json.WritePropertyName("faults");
            JsonSerializer.Serialize(json, plan.Faults, FaultSettings.Format);
            json.WriteStartArray("operations");
            foreach (ref readonly var operation in plan.Operations.AsSpan())
            {
                json.WriteStartArray();
                json.WriteNumberValue(operation.Due);
                json.WriteNumberValue(operation.Workload);
                json.WriteNumberValue(operation.Client);
                json.WriteNumberValue((int)operation.Kind);
                json.WriteNumberValue(operation.Subject);
                json.WriteNumberValue(operation.Choice);
                json.WriteNumberValue((int)operation.Delivery);
                json.WriteNumberValue(operation.Aim);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <returns>SHA-256 of the file, in hexadecimal: two runs with the same hash were to do the same.</returns>
    public static string Hash(byte[] encoded) => Convert.ToHexStringLower(SHA256.HashData(encoded));

    /// <exception cref="BadInputException">It is not a plan, or one of another version.</exception>
    public static Plan Decode(byte[] encoded)
    {
        try
        {
            using var document = JsonDocument.Parse(encoded);
            var root = document.RootElement;
            var version = root.GetProperty("version").GetInt32();
            return version == Plan.CurrentVersion
                ? Decode(root)
                : throw new BadInputException(
                    $"plan.json has version {version}; this program reads version {Plan.CurrentVersion}.",
                    "Judge the run with the version of LoadTests that made it.");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BadInputException("plan.json is not a plan: it is damaged or was cut.", "Run the scenario again.");
        }
    }

    private static Plan Decode(JsonElement root) => new()
    {
        Scenario = root.GetProperty("scenario").GetString()!,
        Seed = root.GetProperty("seed").GetUInt64(),
        Duration = TimeSpan.FromMilliseconds(root.GetProperty("durationMs").GetInt64()),
        Rate = root.GetProperty("ratePerSecond").GetDouble(),
        Replicas = root.GetProperty("replicas").GetInt32(),
        Users = root.GetProperty("users").GetInt32(),
        File = root.TryGetProperty("workload", out var file) ? file.GetString() : null,
        Reach = Is(root, "engine") ? CopyReach.Engine : Is(root, "onlyAddresses") ? CopyReach.Addresses : CopyReach.AppHost,
        Faults = root.GetProperty("faults").Deserialize<PlannedFault[]>(JsonSerializerOptions.Web)!,
        Operations = [.. root.GetProperty("operations").EnumerateArray().Select(DecodeOperation)],
    };

    private static bool Is(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.GetBoolean();

    private static PlannedOperation DecodeOperation(JsonElement row) => new(
        row[0].GetInt64(),
        row[1].GetByte(),
        row[2].GetInt32(),
        (OperationKind)row[3].GetByte(),
        row[4].GetInt16(),
        row[5].GetInt16(),
        (Delivery)row[6].GetByte(),
        row[7].GetSByte());
}
