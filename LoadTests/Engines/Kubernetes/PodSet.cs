using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>The pods of a deployment or a stateful set, and what of them is looked at.</summary>
/// <param name="Selector">Of labels, as the API takes it.</param>
/// <param name="Container">The one in each that serves.</param>
/// <param name="Port">Where it does; null where that is not known, or is not asked for anything.</param>
/// <param name="Without">Why it is not known; null where it is.</param>
internal sealed record PodSet(string Selector, string Container, int? Port, string? Without)
{
    /// <summary>The same, of what nobody sends requests to.</summary>
    public PodSet Unreached => this with { Port = null };

    public static PodSet Of(V1LabelSelector selector, V1PodTemplateSpec template)
    {
        var ports = template.Spec.Containers
            .SelectMany(container => container.Ports ?? [], (container, port) => (Container: container.Name, Port: port))
            .Where(one => one.Port.Protocol is null or "TCP").ToList();
        var named = ports.FindAll(one => one.Port.Name == "http");
        return (ports, named) switch
        {
            ([var only], _) => With(only.Container, only.Port.ContainerPort, without: null),
            (_, [var http]) => With(http.Container, http.Port.ContainerPort, without: null),
            ([], _) => With(template.Spec.Containers[0].Name, null, "declares no port"),
            _ => With(template.Spec.Containers[0].Name, null, "declares several ports, and which one speaks HTTP is not said"),
        };

        PodSet With(string container, int? port, string? without) => new(Text(selector), container, port, without);
    }

    private static string Text(V1LabelSelector selector) => string.Join(',',
    [
        .. (selector.MatchLabels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}"),
        .. (selector.MatchExpressions ?? []).Select(one => one.OperatorProperty switch
        {
            "Exists" => one.Key,
            "DoesNotExist" => $"!{one.Key}",
            var among => $"{one.Key} {(among == "In" ? "in" : "notin")} ({string.Join(',', one.Values)})",
        }),
    ]);
}
