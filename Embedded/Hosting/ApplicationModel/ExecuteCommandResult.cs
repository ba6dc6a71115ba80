namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>It did what it was asked to.</summary>
    public required bool Success { get; init; }

    /// <summary>Somebody gave it up.</summary>
    public bool Canceled { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; init; }
}

/// <summary>Makes results of commands.</summary>
public static class CommandResults
{
    /// <summary>It worked.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It failed; the message says why.</summary>
    public static ExecuteCommandResult Failure(string? message = null) => new() { Success = false, Message = message };

    /// <summary>It failed with an exception.</summary>
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    /// <summary>It was given up.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}
