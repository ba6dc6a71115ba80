namespace AspireStateless.Api.Inputs;

/// <summary>The request breaks the contract; nothing was done.</summary>
/// <param name="field">What is wrong: a parameter, a header, or <c>body</c>.</param>
/// <param name="detail">A sentence that says what is expected.</param>
/// <param name="statusCode">400 unless there is a better one.</param>
internal sealed class InvalidInputException(string field, string detail, int statusCode = StatusCodes.Status400BadRequest)
    : BadHttpRequestException(detail, statusCode)
{
    public string Field { get; } = field;
}
