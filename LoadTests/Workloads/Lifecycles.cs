using System.Text.Json;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>The lives of objects of every kind that the service has. Each is about a new object, named after a number.</summary>
internal sealed class Lifecycles(RunNames names)
{
    private const string Shelf = "N";
    private const int Stock = 5;

    /// <summary>A product, alone behind the name that its list is asked for from.</summary>
    public Lifecycle Product(SessionToken admin, long number)
    {
        var sku = Sku(number);
        return Lifecycle.Of(Made(Products.Create(admin, sku, Stock)), Shown(Products.Read(sku))) with
        {
            List = Listed($"/products?after={names.Sku(Shelf, number)}", sku, "products", product => Named(product, "sku", sku)),
        };
    }

    /// <summary>An order of that product: asked for by its key, which is known before, and by its id.</summary>
    public Lifecycle Order(SessionToken buyer, long number)
    {
        var sku = Sku(number);
        var name = $"{sku}-order";
        var create = new ApiRequest(OperationKind.Create, HttpMethod.Post, "/orders", name, body => AnswerBody.Parse(
            body, answer => new Reading(1, answer.GetProperty("id").GetInt64())))
        {
            Key = number,
            Session = buyer,
            Body = $$"""{"items":[{"sku":"{{sku}}","quantity":1}]}""",
        };
        var byKey = KeyedSender.Ask(create) with { Kind = OperationKind.ReadExistence };
        return new Lifecycle(create, made => made.Version == 0 ? [byKey] : [byKey, ById(made.Version)])
        {
            AskBefore = byKey,
            List = Listed($"/orders?sku={sku}", name, "orders", _ => true) with { Session = buyer },
        };

        ApiRequest ById(long id) => Shown(byKey with { Path = $"/orders/{id}", Read = AnswerBody.Nothing });
    }

    /// <summary>A page, that is there once it was visited.</summary>
    public Lifecycle Page(long number)
    {
        var page = names.New(number);
        var visit = new ApiRequest(OperationKind.Create, HttpMethod.Post, $"/visits/{page}", page, AnswerBody.Nothing) { Key = number };
        return Lifecycle.Of(visit, visit with
        {
            Kind = OperationKind.ReadExistence,
            Method = HttpMethod.Get,
            Key = 0,
            Read = body => AnswerBody.Parse(body, answer => new Reading(answer.GetProperty("count").GetInt64() > 0 ? 1 : 0)),
        });
    }

    /// <summary>A user, who is let in once they have signed up.</summary>
    public Lifecycle User(SessionToken admin, long number)
    {
        var user = names.New(number);
        return Lifecycle.Of(Accounts.SignUp(admin, user, Password(user)), Shown(LogIn(user, number).Request) with { Subject = user });
    }

    /// <summary>A session of that user. Its token, without which nobody can name it, is found once the login was answered.</summary>
    public (Lifecycle Life, Func<SessionToken?> Token) Session(long number)
    {
        var (request, token) = LogIn(names.New(number), number);
        var life = new Lifecycle(Made(request), _ => token() is { } open ? [Shown(SessionsWorkload.Read(open))] : [])
        {
            End = () => TokensWorkload.LogOut(token()!) with { Kind = OperationKind.End },
        };
        return (life, token);
    }

    /// <summary>A line of that user's cart.</summary>
    public Lifecycle CartLine(SessionToken owner, long number)
    {
        var sku = Sku(number);
        var name = $"{owner.User}-line";
        var put = new ApiRequest(OperationKind.Create, HttpMethod.Put, $"/cart/items/{sku}", name, AnswerBody.Nothing)
        {
            Key = number,
            Session = owner,
            Body = """{"quantity":1}""",
        };
        return Lifecycle.Of(put, Listed("/cart", name, "items", item => Named(item, "sku", sku)) with
        {
            Kind = OperationKind.ReadExistence,
            Session = owner,
        }) with
        {
            End = () => put with { Kind = OperationKind.End, Method = HttpMethod.Delete, Key = number + 1, Body = null },
        };
    }

    // In the order of skus a hyphen comes before every letter and digit.
    private string Sku(long number) => $"{names.Sku(Shelf, number)}-NEW";

    private static string Password(string user) => $"pass-{user}";

    // Who has not signed up yet fails, and must not be refused for what others failed.
    private static (ApiRequest Request, Func<SessionToken?> Token) LogIn(string user, long number)
    {
        var (request, token) = Accounts.LogIn($"{user}-session", user, Password(user), passwordNumber: 0);
        return (request with { From = RunNames.Address(128, number) }, token);
    }

    private static ApiRequest Made(ApiRequest request) => request with { Kind = OperationKind.Create };

    /// <summary>A question whose success says that the object is there.</summary>
    private static ApiRequest Shown(ApiRequest request) => request with
    {
        Kind = OperationKind.ReadExistence,
        Read = body => request.Read(body) is { } reading ? reading with { Value = 1 } : null,
    };

    private static ApiRequest Listed(string path, string subject, string property, Func<JsonElement, bool> isIt) =>
        new(OperationKind.ListExistence, HttpMethod.Get, path, subject, body => AnswerBody.Parse(
            body, answer => new Reading(answer.GetProperty(property).EnumerateArray().Any(isIt) ? 1 : 0)));

    private static bool Named(JsonElement element, string property, string name) => element.GetProperty(property).GetString() == name;
}
