namespace AspireStateless.Chaos.Endpoint;

/// <summary>Shows where a run can be watched as a URL of the harnesses in the graph, one click away in the dashboard.</summary>
internal sealed class LiveLink(ControlAccess access, ResourceNotificationService notifications)
{
    private ResourceUrlAnnotation? _latest;

    public async Task ShowAsync(RunAnnouncement run)
    {
        if (!Uri.TryCreate(run.LiveUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return;
        }

        var annotation = new ResourceUrlAnnotation { Url = url.AbsoluteUri, DisplayText = $"Live: {run.Scenario}" };
        var former = Interlocked.Exchange(ref _latest, annotation);
        var link = new UrlSnapshot(Name: null, annotation.Url, IsInternal: false)
        {
            DisplayProperties = new UrlDisplayPropertiesSnapshot(annotation.DisplayText),
        };
        foreach (var harness in access.Harnesses)
        {
            if (former is not null)
            {
                harness.Annotations.Remove(former);
            }

            // The orchestrator's next word on the harness is made of its annotations; until then, the link is shown by itself.
            harness.Annotations.Add(annotation);
            await notifications.PublishUpdateAsync(harness, snapshot => snapshot with { Urls = [link] });
        }
    }
}
