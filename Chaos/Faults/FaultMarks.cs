namespace AspireStateless.Chaos.Faults;

/// <summary>Shows the faults that are on an instance as a property of it, so that the dashboard says them.</summary>
internal sealed class FaultMarks(ResourceNotificationService notifications)
{
    private const string Property = "chaos.faults";

    /// <summary>The kinds of fault that are on an instance.</summary>
    public static IReadOnlyList<string> Of(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == Property)?.Value as IReadOnlyList<string> ?? [];

    // Highlighted, for a dashboard hides what it does not know.
    private static ResourcePropertySnapshot MarkOf(IReadOnlyList<string> kinds) =>
        new(Property, kinds) { DisplayName = "Faults", IsHighlighted = true };

    /// <summary>Shows these kinds, and no others, on an instance.</summary>
    public async Task ShowAsync(string instance, IReadOnlyList<string> kinds)
    {
        if (notifications.TryGetCurrentState(instance, out var now))
        {
            await notifications.PublishUpdateAsync(now.Resource, now.ResourceId, snapshot =>
            {
                var others = snapshot.Properties.RemoveAll(property => property.Name == Property);
                return snapshot with { Properties = kinds.Count == 0 ? others : others.Add(MarkOf(kinds)) };
            });
        }
    }
}
