using Microsoft.AspNetCore.Http;

namespace AspireStateless.Chaos.Answers;

/// <summary>A request is not carried out; becomes a problem document.</summary>
internal sealed class RefusedException(int status, string problem, string detail) : Exception(detail)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Last segment of the problem's type.</summary>
    public string Problem { get; } = problem;

    public static RefusedException BadRequest(string problem, string detail) => new(StatusCodes.Status400BadRequest, problem, detail);

    public static RefusedException NotFound(string problem, string detail) => new(StatusCodes.Status404NotFound, problem, detail);

    public static RefusedException Conflict(string problem, string detail) => new(StatusCodes.Status409Conflict, problem, detail);

    public static RefusedException Unavailable(string problem, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, problem, detail);

    /// <summary>This machine, or what the AppHost was started with, cannot do it at all.</summary>
    public static RefusedException Unsupported(string detail) => new(StatusCodes.Status501NotImplemented, "unsupported", detail);

    /// <summary>The host was asked and did not do it, or not in time.</summary>
    public static RefusedException NotEffective(string problem, string detail) => new(StatusCodes.Status504GatewayTimeout, problem, detail);
}
