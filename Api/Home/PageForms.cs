using System.Globalization;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Security;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Home;

/// <summary>The forms of the page, for browsers without scripts: each does one thing, then sends the browser back to the page.</summary>
internal static class PageForms
{
    public static void MapPageForms(this WebApplication app)
    {
        var forms = app.MapGroup("/page").ExcludeFromDescription().AddEndpointFilter(OwnPageOnlyAsync);
        forms.MapPost("/sign-up", SignUp);
        forms.MapPost("/log-in", LogIn);
        forms.MapPost("/log-out", LogOut);
        forms.MapPost("/location", SetLocation);
        forms.MapPost("/cart", SetQuantity);
        forms.MapPost("/order", Buy);
    }

    private static async ValueTask<object?> OwnPageOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Also without a cookie: nobody shall be logged in by another site as somebody else.
        OwnPage.Require(context.HttpContext.Request);
        try
        {
            return await next(context);
        }
        catch (TooManyRequestsException)
        {
            return Back("too-many");
        }
        catch (InvalidInputException)
        {
            return Back("invalid-input");
        }
    }

    private static async Task<RedirectHttpResult> SignUp(
        HttpContext context, Logins logins, SessionCookie cookie, CancellationToken cancellationToken)
    {
        var credentials = await ReadCredentialsAsync(context.Request);
        return await logins.SignUpAsync(credentials, ClientAddress.Of(context), cancellationToken)
            ? await EnterAsync(context, logins, cookie, credentials, cancellationToken)
            : Back("username-taken");
    }

    private static async Task<RedirectHttpResult> LogIn(
        HttpContext context, Logins logins, SessionCookie cookie, CancellationToken cancellationToken) =>
        await EnterAsync(context, logins, cookie, await ReadCredentialsAsync(context.Request), cancellationToken);

    private static async Task<RedirectHttpResult> LogOut(
        HttpContext context, ISessions sessions, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (await CallerOfAsync(context) is { } caller)
        {
            await sessions.EndAsync(caller.Id, cancellationToken);
        }

        cookie.Delete(context.Response);
        return Back("logged-out");
    }

    private static async Task<RedirectHttpResult> SetLocation(HttpContext context, ISessions sessions, CancellationToken cancellationToken)
    {
        if (await CallerOfAsync(context) is not { } caller)
        {
            return Back("not-logged-in");
        }

        var location = await FieldAsync(context.Request, "location");
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["location"] = location };
        var patch = new SessionFields(fields).ToPatch(ifVersions: null);
        var change = await sessions.ChangeAsync(caller.Id, patch, cancellationToken);
        return Back(change.Outcome == SessionOutcome.Changed ? "saved" : "not-changed");
    }

    private static async Task<RedirectHttpResult> SetQuantity(
        HttpContext context, ICarts carts, IOptions<CartsOptions> options, CancellationToken cancellationToken)
    {
        if (await CallerOfAsync(context) is not { } caller)
        {
            return Back("not-logged-in");
        }

        var number = await FieldAsync(context.Request, "quantity");
        if (!Sku.TryParse(await FieldAsync(context.Request, "sku"), provider: null, out var sku)
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
            || quantity > options.Value.MaxQuantity)
        {
            return Back("not-changed");
        }

        var changed = await carts.ChangeAsync(caller.Id, new(CartMethod.Put, sku, quantity), key: null, cancellationToken);
        return Back(changed.Outcome == CartOutcome.Changed ? "saved" : "not-changed");
    }

    private static async Task<RedirectHttpResult> Buy(HttpContext context, IOrders orders, CancellationToken cancellationToken)
    {
        if (await CallerOfAsync(context) is not { } caller)
        {
            return Back("not-logged-in");
        }

        // The key came with the page: whoever clicks twice buys once.
        if (!IdempotencyKey.TryParse(await FieldAsync(context.Request, "key"), provider: null, out var key))
        {
            return Back("not-changed");
        }

        var placed = await orders.PlaceAsync(caller.User, key, items: null, cancellationToken);
        return Back(placed.Outcome switch
        {
            OrderOutcome.Placed or OrderOutcome.Replayed => "bought",
            OrderOutcome.SoldOut => "sold-out",
            OrderOutcome.CartEmpty => "cart-empty",
            _ => "not-changed",
        });
    }

    private static async Task<RedirectHttpResult> EnterAsync(
        HttpContext context, Logins logins, SessionCookie cookie, Credentials credentials, CancellationToken cancellationToken)
    {
        if (await logins.LogInAsync(credentials, location: null, ClientAddress.Of(context), cancellationToken) is not { } login)
        {
            return Back("wrong-credentials");
        }

        cookie.Set(context.Response, login.Token);
        return Back("welcome");
    }

    private static async Task<Caller?> CallerOfAsync(HttpContext context)
    {
        await context.AuthenticateAsync(SessionHandler.SchemeName);
        return context.Features.Get<Caller>();
    }

    private static async Task<Credentials> ReadCredentialsAsync(HttpRequest request) =>
        Username.TryParse(await FieldAsync(request, "username"), provider: null, out var username)
        && Password.TryParse(await FieldAsync(request, "password"), provider: null, out var password)
            ? new(username, password)
            : throw new InvalidInputException("username", "The form takes a user name and a password.");

    private static async Task<string?> FieldAsync(HttpRequest request, string name)
    {
        try
        {
            return request.HasFormContentType
                && (await request.ReadFormAsync(request.HttpContext.RequestAborted)).TryGetValue(name, out var values)
                    ? values
                    : (string?)null;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new InvalidInputException("body", "The form cannot be read.");
        }
    }

    // The browser asks for the page with a GET, and reloading it sends no form again.
    private static RedirectHttpResult Back(string note) =>
        TypedResults.Redirect($"/?note={note}", permanent: false, preserveMethod: false);
}
