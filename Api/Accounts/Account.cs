using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Accounts;

/// <summary>A row of the users.</summary>
/// <param name="Name">Unique.</param>
/// <param name="PasswordHash">As ASP.NET Core Identity writes it: algorithm, rounds, salt and hash.</param>
/// <param name="PasswordVersion">1 at sign-up, one more with every change.</param>
/// <param name="CreatedAt">By the clock of Postgres.</param>
internal sealed record Account(Username Name, string PasswordHash, int PasswordVersion, DateTimeOffset CreatedAt);
