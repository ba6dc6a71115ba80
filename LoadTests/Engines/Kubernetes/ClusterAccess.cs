using System.Security.Cryptography;
using AspireStateless.LoadTests.Failures;
using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>Which cluster is meant, and who its user is.</summary>
internal static class ClusterAccess
{
    /// <summary>
    /// The current context of <c>KUBECONFIG</c>, else of <c>~/.kube/config</c>; else the cluster that this process runs in.
    /// </summary>
    /// <exception cref="BadInputException">None of them can be used.</exception>
    public static KubernetesClientConfiguration Find()
    {
        var named = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (named is null && !File.Exists(KubernetesClientConfiguration.KubeConfigDefaultLocation)
            && !KubernetesClientConfiguration.IsInCluster())
        {
            throw new BadInputException(
                $"No kubeconfig says which cluster is meant: there is no {KubernetesClientConfiguration.KubeConfigDefaultLocation}.",
                "Name one: KUBECONFIG=FILE.");
        }

        try
        {
            return KubernetesClientConfiguration.BuildDefaultConfig();
        }
        catch (Exception failure) when (failure is KubeConfigException or YamlException or IOException or UnauthorizedAccessException
            or ArgumentException or FormatException or CryptographicException or NullReferenceException)
        {
            // Null is what the client takes an empty file for.
            var why = failure is NullReferenceException ? "it is empty" : failure.Message.ReplaceLineEndings(" ");
            throw new BadInputException($"The kubeconfig cannot be used: {why}.", "kubectl config view shows what it says.");
        }
    }
}
