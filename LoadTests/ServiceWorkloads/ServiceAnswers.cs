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
                : template.Value is null ? new Reading(1)
                : template.Value.Find(response, body) is { } found ? read(found) : null,
        };
    }

    private static Reading? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new Reading(count) : null;

    private static long Serial(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        ? serial : BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;

    private Reading Value(string? text) => string.IsNullOrEmpty(text) ? default
        : values.Of(text) is { } number ? new Reading(number) : new Reading(0, Foreign: text);

    private Reading? Elements(ApiRequest read, IReadOnlyList<string> found)
    {
        var line = read with { Kind = ServiceKinds.Of(promise.Definition.Place, ServiceVerb.Element) };
        string? foreign = null;
        foreach (var text in found)
        {
            if (values.Of(text) is { } number)
            {
                record(line, new Reading(number));
            }
            else if (promise.Scope != PromiseScope.Shared)
            {
                // What all share may hold what was there before the run.
                foreign = text;
            }
        }

        return new Reading(found.Count, Foreign: foreign);
    }
}
