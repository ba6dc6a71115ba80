using System.Globalization;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Tells an AppHost, which reads no workload file, by its configuration how copies of a service are started.</summary>
internal static class ServiceSettings
{
    /// <param name="links">Whether the copies' links to their stores are to be disturbed.</param>
    public static Dictionary<string, string> Of(WorkloadFile file, bool links)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Chaos:Links"] = links ? "true" : "false" };
        if (file.Start is not { } start)
        {
            return settings;
        }

        settings["Service:Name"] = file.Service;
        settings["Service:Folder"] = start.Folder;
        settings["Service:Ready"] = file.Ready;
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
