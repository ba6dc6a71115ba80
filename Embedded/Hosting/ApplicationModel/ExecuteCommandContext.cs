namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command gets.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The id of the instance it runs on.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Ends when the caller gives up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The instance's log.</summary>
    public required ILogger Logger { get; init; }
}

/// <summary>What a command's state is decided by.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The instance now.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }
}
