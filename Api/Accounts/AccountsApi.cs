using AspireStateless.Api.Answers;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Security;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Migrations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Accounts;

/// <summary>Sign-up, login, password change, and the caller's own record.</summary>
internal static class AccountsApi
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.AddSection<AccountsOptions>("Accounts");
        builder.Services.AddSingleton<Users>();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<Throttle>();
        builder.Services.AddSingleton<IGuesses, Guesses>();
        builder.Services.AddSingleton<Logins>();
        builder.Services.AddSingleton<IDatabaseSeed, AdminSeed>();
        builder.Services.AddHostedService<AdminPassword>();
    }

    public static void MapAccounts(this WebApplication app)
    {
        var accounts = app.MapGroup("").WithTags("Accounts").Refuses(ProblemType.StoreUnavailable);
        accounts.MapPost("/users", SignUp)
            .WithSummary("Sign up")
            .WithDescription("Sign-ups of one client are limited to Accounts:SignUpsPerMinute; those with the token of admin are not.")
            .Refuses(ProblemType.InvalidInput, ProblemType.UsernameTaken, ProblemType.UnsupportedMediaType, ProblemType.TooManyRequests);
        accounts.MapPost("/login", LogIn)
            .WithSummary("Log in: opens a session and answers its token")
            .WithDescription(
                "The answer is the same for an unknown user and a wrong password. Failed logins of one client are limited to "
                + "Accounts:FailedLoginsPerMinute; of those at once, some wait for their turn.")
            .Refuses(ProblemType.InvalidInput, ProblemType.WrongCredentials, ProblemType.UnsupportedMediaType, ProblemType.TooManyRequests);
        accounts.MapPut("/password", ChangePassword)
            .RequireSession()
            .WithSummary("Change the password; all sessions of the user end, this one too")
            .Refuses(ProblemType.InvalidInput, ProblemType.WrongCredentials, ProblemType.UnsupportedMediaType, ProblemType.TooManyRequests);
        accounts.MapGet("/data", ReadData)
            .RequireSession()
            .WithSummary("Read the caller's own record");
    }

    private static async Task<Results<Created, ProblemHttpResult>> SignUp(
        Credentials body, Logins logins, HttpContext context, CancellationToken cancellationToken)
    {
        var client = await IsAdminAsync(context) ? null : ClientAddress.Of(context);
        return await logins.SignUpAsync(body, client, cancellationToken)
            ? TypedResults.Created()
            : ApiProblem.Refused(ProblemType.UsernameTaken, $"The user name {body.Username} is taken. Choose another.", "username");
    }

    private static async Task<Results<Json<Login>, ProblemHttpResult>> LogIn(
        LoginRequest body, Logins logins, HttpContext context, CancellationToken cancellationToken)
    {
        SessionFields.RequireValid("location", body.Location);
        var credentials = new Credentials(body.Username, body.Password);
        return await logins.LogInAsync(credentials, body.Location, ClientAddress.Of(context), cancellationToken) is { } login
            ? Json.Of(login)
            : ApiProblem.Refused(ProblemType.WrongCredentials, "User name or password is wrong.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        Caller caller,
        PasswordChange body,
        Logins logins,
        SessionCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var current = new Credentials(caller.User, body.CurrentPassword);
        if (!await logins.ChangePasswordAsync(current, body.NewPassword, ClientAddress.Of(context), cancellationToken))
        {
            return ApiProblem.Refused(ProblemType.WrongCredentials, "The current password is wrong.", "currentPassword");
        }

        cookie.Delete(context.Response);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Json<UserData>, ProblemHttpResult>> ReadData(
        Caller caller, Users users, CancellationToken cancellationToken) =>
        await users.FindAsync(caller.User, cancellationToken) is { } user
            ? Json.Of(new UserData(user.Name, user.CreatedAt))
            : ApiProblem.Refused(ProblemType.NotFound, "The user is gone.");

    // Anyone may sign up, so no policy has asked who this is.
    private static async Task<bool> IsAdminAsync(HttpContext context) =>
        context.Request.Headers.ContainsKey("Authorization")
        && (await context.AuthenticateAsync(SessionHandler.SchemeName)).Succeeded
        && context.Features.Get<Caller>() is { IsAdmin: true };
}
