using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;
using k8s;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>
/// What a run does in a namespace. That something of it is not allowed is told before anything is done, all of it at once.
/// </summary>
internal static class Permissions
{
    private static readonly (string Group, string Resource, string? Part, string[] Verbs)[] Needed =
    [
        ("apps", "deployments", null, ["get", "list", "patch"]),
        ("apps", "deployments", "scale", ["get", "patch"]),
        ("apps", "statefulsets", null, ["list"]),
        ("", "pods", null, ["get", "list", "delete"]),
        ("", "pods", "eviction", ["create"]),
        ("", "pods", "portforward", ["get", "create"]),
    ];

    /// <exception cref="InvalidRunException">The user may not do all of it.</exception>
    /// <exception cref="CopyRefusedException">The cluster does not tell.</exception>
    public static async Task RequireAsync(Cluster cluster, string space, CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(
            from need in Needed
            from verb in need.Verbs
            select MissingAsync(
                cluster,
                new V1ResourceAttributes
                {
                    Group = need.Group,
                    NamespaceProperty = space,
                    Resource = need.Resource,
                    Subresource = need.Part,
                    Verb = verb,
                },
                cancellationToken));
        if (asked.OfType<string>().ToList() is { Count: > 0 } missing)
        {
            throw new InvalidRunException(
                $"The kubeconfig's user may not, in namespace {space}: {string.Join(", ", missing)}.",
                "Use one who may, or bind a Role with that; docs/deploy.md names all that is needed.");
        }
    }

    private static async Task<string?> MissingAsync(
        Cluster cluster, V1ResourceAttributes attributes, CancellationToken cancellationToken)
    {
        var review = new V1SelfSubjectAccessReview { Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = attributes } };
        var answer = await cluster.AskAsync(
            (api, token) => api.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: token), cancellationToken);
        return answer.Status?.Allowed == true ? null
            : $"{attributes.Verb} {attributes.Resource}{(attributes.Subresource is { } part ? $"/{part}" : "")}";
    }
}
