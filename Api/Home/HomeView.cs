using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Home;

/// <summary>Writes the page. It has no script, and works without.</summary>
internal static class HomeView
{
    private const string Style = """

        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; }
        :root { --key: #0550ae; --bad: #a40e26; --good: #116329; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117; --key: #79c0ff; --bad: #ff9492; --good: #7ee787; }
        }
        * { box-sizing: border-box; }
        body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        body { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
        h1 { font-size: 4rem; line-height: 1.1; margin: 0; font-variant-numeric: tabular-nums; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
        p { margin: .25rem 0; }
        footer, small { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
        form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: .5rem 0; }
        label { display: grid; gap: .125rem; font-size: .875rem; color: var(--soft); flex: 1 1 10rem; }
        input { font-family: inherit; font-size: 1rem; color: var(--ink); background: transparent; width: 100%; }
        input { border: 1px solid var(--line); border-radius: .375rem; padding: .5rem; }
        input[type=number] { width: 5rem; }
        button { font: inherit; color: var(--key); background: transparent; cursor: pointer; }
        button { border: 1px solid currentColor; border-radius: .375rem; padding: .5rem .875rem; }
        button:focus-visible, input:focus-visible { outline: 2px solid var(--key); outline-offset: 1px; }
        ul { list-style: none; margin: 0; padding: 0; }
        li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
        li { border-bottom: 1px solid var(--line); padding: .5rem 0; }
        li > span { flex: 1 1 14rem; }
        li form { margin: 0; }
        .note { border-left: .25rem solid var(--good); padding: .25rem .75rem; margin: 1rem 0; }
        .note.bad { border-color: var(--bad); }

        """;

    /// <summary>What the page needs: its own style, and forms that go nowhere else.</summary>
    public static readonly string SecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static string Render(HomeModel model) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>AspireStateless</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {Note(model.Note)}
        <h1 id="count">{Number(model.Count)}</h1>
        <p>visits so far. Reload, and another replica may answer; the count goes on.</p>
        {(model.Session is { } session ? Account(session) : Entrance)}
        <h2>Shop</h2>
        {Shop(model)}
        {(model.Session is null ? "" : CartOf(model.Cart))}
        </main>
        <footer>Answered by <code id="replica">{Text(model.Replica)}</code></footer>
        </body>
        </html>
        """;

    private const string Entrance = """
        <h2>Log in</h2>
        <form method="post" action="/page/log-in">
        <label>User name <input name="username" required pattern="[a-z0-9\-]{3,32}" autocomplete="username" autocapitalize="none"></label>
        <label>Password
        <input name="password" type="password" required minlength="8" maxlength="128" autocomplete="current-password"></label>
        <button>Log in</button>
        <button formaction="/page/sign-up">Sign up</button>
        </form>
        """;

    private static string Note(PageNote? note) =>
        note is null ? "" : $"""<p class="note{(note.IsError ? " bad" : "")}" role="status">{Text(note.Text)}</p>""";

    private static string Account(Session session) => $"""
        <h2>Hello, <span id="user">{Text(session.User.Value)}</span></h2>
        <form method="post" action="/page/location">
        <label>Location <input name="location" maxlength="256" value="{Text(session.Fields.GetValueOrDefault("location", ""))}"></label>
        <button>Save</button>
        <button formaction="/page/log-out">Log out</button>
        </form>
        <small>The session ends {Text(session.ExpiresAt.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))}
        unless it is used before.</small>
        """;

    private static string Shop(HomeModel model) => model.Products switch
    {
        null => "<p>The shop is closed for a moment: its database is away. The count above goes on.</p>",
        [] => "<p>There is nothing to buy.</p>",
        var products => $"<ul>{string.Concat(products.Select(product => Line(product, model)))}</ul>",
    };

    private static string Line(Product product, HomeModel model) => $"""
        <li><span>{Text(product.Name.Value)}<br>
        <small>{Money(product.Price)} · <span id="stock-{Text(product.Sku.Value)}">{Number(product.Stock)}</span> left</small></span>
        {(model.Session is null ? "" : QuantityForm(product.Sku, model.Cart))}</li>
        """;

    private static string QuantityForm(Sku sku, Cart? cart) => $"""
        <form method="post" action="/page/cart"><input type="hidden" name="sku" value="{Text(sku.Value)}">
        <input type="number" name="quantity" min="0" max="99" aria-label="Units of {Text(sku.Value)} in the cart"
        value="{Number(cart?.Items.FirstOrDefault(item => item.Sku == sku)?.Quantity ?? 0)}"><button>Set</button></form>
        """;

    private static string CartOf(Cart? cart) => cart switch
    {
        null => "<h2>Cart</h2><p>The cart cannot be shown for a moment: a store is away.</p>",
        { Items: [] } => """<h2>Cart</h2><p id="cart">Nothing in it.</p>""",
        _ => $"""
            <h2>Cart</h2>
            <p id="cart">{Text(string.Join(", ", cart.Items.Select(item => $"{Number(item.Quantity)} × {item.Sku.Value}")))}</p>
            <form method="post" action="/page/order"><button>Buy</button>
            <input type="hidden" name="key" value="{RandomNumberGenerator.GetHexString(32, lowercase: true)}"></form>
            """,
    };

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
