using System.Globalization;
using AspireStateless.Chaos.Copies;

namespace AspireStateless.Chaos.Instances;

/// <summary>
/// Values that differ from replica to replica. A callback of the graph runs once for all replicas of a project; what it returns is a
/// template that the orchestrator fills in for each (Go's text/template, over the annotations of the instance).
/// </summary>
internal static class PerReplica
{
    private const string Index = """(index .Annotations "resource-replica-index")""";

    /// <summary>Name of the variable by which a running replica tells which one it is.</summary>
    public const string Variable = "CHAOS_REPLICA";

    /// <summary>A replica's number, from 0: a template, except of what has no replicas.</summary>
    public static string Number(IResource resource) => ServiceCopyAnnotation.Of(resource) is { } copy
        ? copy.Number.ToString(CultureInfo.InvariantCulture) : "{{" + Index[1..^1] + "}}";

    /// <summary>What the n-th replica of a resource is known by.</summary>
    public static (string Resource, int Replica) Key(IResource resource, int n) =>
        (ServiceCopyAnnotation.NameOf(resource), ServiceCopyAnnotation.Of(resource)?.Number ?? n);

    /// <summary>A value for each replica of a resource.</summary>
    /// <param name="valueOf">The value of the n-th; without braces.</param>
    public static string Value(IResource resource, Func<int, string> valueOf)
    {
        var values = Enumerable.Range(0, resource.GetReplicaCount()).Select(valueOf).ToList();
        return values.Distinct(StringComparer.Ordinal).Count() == 1
            ? values[0]
            : string.Concat(values.SkipLast(1).Select((value, n) => FormattableString.Invariant(
                $"{{{{{(n == 0 ? "if" : "else if")} eq {Index} \"{n}\"}}}}{value}"))) + $"{{{{else}}}}{values[^1]}{{{{end}}}}";
    }

    /// <summary>Which replica of its resource an instance is; null before its first start.</summary>
    public static int? NumberOf(CustomResourceSnapshot snapshot) =>
        int.TryParse(
            snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == Variable)?.Value, NumberStyles.None,
            CultureInfo.InvariantCulture, out var number) ? number : null;
}
