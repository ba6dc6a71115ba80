using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>Finds in answers what the checker of a promise needs.</summary>
/// <param name="record">Keeps an element that a read returned.</param>
internal sealed class ServiceAnswers(FilePromise promise, RunValues values, Action<ApiRequest, Reading> record)
{
    /// <returns>What reads the answer to a request; what is not there to be read makes its outcome unknown.</returns>
    public ApiRequest Read(ApiRequest request, ServiceVerb verb)
    {
        var template = promise.Request(verb)!;
        var read = (promise.Definition.Kind, verb) switch
        {
            (PromiseKind.Set or PromiseKind.Once, ServiceVerb.Read) => found => Elements(request, found),
            // What is shown is good, 1, or absent, 0.
            (PromiseKind.Token or PromiseKind.Expires, ServiceVerb.Read) => found => new Reading(found.Count > 0 ? 1 : 0),
            (PromiseKind.Register, ServiceVerb.Read) => found => Value(found is [var value, ..] ? value : null),
            (PromiseKind.Units, ServiceVerb.Write) => found => found is [var serial, ..] ? new Reading(Serial(serial)) : null,
            _ => (Func<IReadOnlyList<string>, Reading?>)(found => found is [var count, ..] ? Count(count) : null),
        };
        return request with
        {
            Succeeds = verb == ServiceVerb.Read ? template.Absent : [],
            Look = (response, body) =>
                verb == ServiceVerb.Read && template.Absent.Contains((int)response.StatusCode) ? default(Reading)
                : !response.IsSuccessStatusCode ? null
                // What is not answered with a value has none to be judged, but what is shown is good.
                : template.Value is null ? new Reading(verb == ServiceVerb.Read ? 1 : 0)
                : template.Value.Find(response, body) is { } found ? read(found) : null,
        };
    }

    /// <returns>What reads the answer to the question whether an operation had its effect: 1, or 0.</returns>
    public ApiRequest ReadAsked(ApiRequest request)
    {
        var template = promise.Ask!;
        return request with
        {
            Succeeds = template.Absent,
            Look = (response, body) =>
                template.Absent.Contains((int)response.StatusCode) ? default(Reading)
                : !response.IsSuccessStatusCode ? null
                : template.Value is null ? new Reading(1)
                : template.Value.Find(response, body) switch
                {
                    ["true" or "1", ..] => new Reading(1),
                    ["false" or "0", ..] => default(Reading),
                    _ => null,
                },
        };
    }

    private static Reading? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new Reading(count) : null;

    private static long Serial(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        ? serial : BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;

    // What nobody of this run wrote is what was there before it.
    private Reading Value(string? text) => new(text is null ? 0 : values.Of(text) ?? 0);

    private Reading? Elements(ApiRequest read, IReadOnlyList<string> found)
    {
        var line = read with { Kind = ServiceKinds.Of(promise.Definition.Place, ServiceVerb.Element) };
        string? foreign = null;
        var own = 0;
        foreach (var text in found)
        {
            if (values.Of(text) is { } number)
            {
                own++;
                record(line, new Reading(number));
            }
            else if (promise.Scope != PromiseScope.Shared)
            {
                // What all share may hold what was there before the run.
                foreign = text;
            }
        }

        return new Reading(own, Foreign: foreign);
    }
}
