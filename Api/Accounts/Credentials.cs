using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Accounts;

/// <summary>The body of <c>POST /users</c>.</summary>
internal sealed record Credentials(Username Username, Password Password);

/// <summary>The body of <c>POST /login</c>.</summary>
/// <param name="Location">The session's first field.</param>
internal sealed record LoginRequest(Username Username, Password Password, string? Location = null);

/// <summary>The body of <c>PUT /password</c>.</summary>
internal sealed record PasswordChange(Password CurrentPassword, Password NewPassword);

/// <summary>The answer of <c>POST /login</c>.</summary>
/// <param name="Token">Send it as <c>Authorization: Bearer …</c>, to any replica.</param>
/// <param name="ExpiresAt">When the session ends unless it is used before.</param>
internal sealed record Login(string Token, DateTimeOffset ExpiresAt);

/// <summary>The answer of <c>GET /data</c>.</summary>
internal sealed record UserData(Username Username, DateTimeOffset CreatedAt);
