using System.Globalization;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Tells an AppHost, which reads no workload file, by its configuration how copies of a service are started.</summary>
internal static class ServiceSettings
{
    /// <param name="links">Whether the copies' links to their stores are to be disturbed.</param>
    /// <exception cref="BadInputException">The file does not say how.</exception>
    public static Dictionary<string, string> Of(WorkloadFile file, bool links)
    {
        var start = file.Start ?? throw new BadInputException(
            $"{file.Path} does not say how a copy of the service is started.", "Add start:, or give --target URL or --attach.");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Service:Name"] = file.Service,
            ["Service:Folder"] = start.Folder,
            ["Service:Ready"] = file.Ready,
            ["Chaos:Links"] = links ? "true" : "false",
        };
        foreach (var (place, word) in start.Command.Index())
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Service:Command:{place}")] = word.Text;
        }

        foreach (var (place, store) in start.Stores.Index())
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Service:Stores:{place}")] = store;
        }

        foreach (var (place, (name, value)) in start.Environment.Index())
        {
            settings[string.Create(CultureInfo.InvariantCulture, $"Service:Environment:{place}")] = $"{name}={value.Text}";
        }

        return settings;
    }
}
