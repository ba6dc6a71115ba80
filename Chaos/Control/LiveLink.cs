using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Chaos.Control;

/// <summary>Shows where a run can be watched as a URL of the harnesses in the graph, so that it is one click away in either stack's dashboard.</summary>
internal sealed class LiveLink(ControlAccess access, ResourceNotificationService notifications)
{
    internal async Task ShowAsync(RunAnnouncement run)
    {
        if (!Uri.TryCreate(run.LiveUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return;
        }

        var link = new UrlSnapshot(Name: null, url.AbsoluteUri, IsInternal: false)
        {
            DisplayProperties = new UrlDisplayPropertiesSnapshot($"Live: {run.Scenario}"),
        };
        foreach (var harness in access.Harnesses)
        {
            await notifications.PublishUpdateAsync(harness, snapshot => snapshot with { Urls = [link] }).ConfigureAwait(false);
        }
    }
}
