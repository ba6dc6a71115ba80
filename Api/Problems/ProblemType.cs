namespace AspireStateless.Api.Problems;

/// <summary>A way to fail. The slug is stable and clients may compare it; title and detail are for people.</summary>
internal sealed record ProblemType(int StatusCode, string Slug, string Title)
{
    public static readonly ProblemType InvalidInput = new(400, "invalid-input", "The request is not valid");
    public static readonly ProblemType NotLoggedIn = new(401, "not-logged-in", "This needs a session");
    public static readonly ProblemType WrongCredentials = new(401, "wrong-credentials", "User name or password is wrong");
    public static readonly ProblemType Forbidden = new(403, "forbidden", "This user may not do that");
    public static readonly ProblemType NotFound = new(404, "not-found", "There is nothing here");
    public static readonly ProblemType MethodNotAllowed = new(405, "method-not-allowed", "The method does not fit the path");
    public static readonly ProblemType TooManyPages = new(409, "too-many-pages", "No more pages are counted");
    public static readonly ProblemType UsernameTaken = new(409, "username-taken", "This user name is taken");
    public static readonly ProblemType TooManyFields = new(409, "too-many-fields", "The session holds no more fields");
    public static readonly ProblemType WriteGivenUp = new(409, "write-given-up", "The write took too long and was given up");
    public static readonly ProblemType CartFull = new(409, "cart-full", "The cart holds no more products");
    public static readonly ProblemType CartEmpty = new(409, "cart-empty", "The cart is empty");
    public static readonly ProblemType SoldOut = new(409, "sold-out", "There are not as many units left");
    public static readonly ProblemType OrderInProgress = new(409, "order-in-progress", "The cart is being bought");
    public static readonly ProblemType OrderCancelled = new(409, "order-cancelled", "The order took too long and was given up");
    public static readonly ProblemType VersionMismatch = new(412, "version-mismatch", "It was changed meanwhile");
    public static readonly ProblemType BodyTooLarge = new(413, "body-too-large", "The body is too large");
    public static readonly ProblemType UnsupportedMediaType = new(415, "unsupported-media-type", "The media type is not supported");
    public static readonly ProblemType KeyReused = new(422, "key-reused", "The key was used for something else");
    public static readonly ProblemType StockFixed = new(422, "stock-fixed", "The stock of a product is not written");
    public static readonly ProblemType UnknownProduct = new(422, "unknown-product", "There is no such product");
    public static readonly ProblemType TooManyRequests = new(429, "too-many-requests", "Too many requests");
    public static readonly ProblemType InternalError = new(500, "internal-error", "The service failed");
    public static readonly ProblemType StoreUnavailable = new(503, "store-unavailable", "A store is away");

    /// <summary>The <c>type</c> member of the document.</summary>
    public string Uri { get; } = "https://aspirestateless.dev/problems/" + Slug;

    /// <summary>The type of a problem that the framework found, which knows only a status.</summary>
    public static ProblemType OfFramework(int statusCode) => statusCode switch
    {
        401 => NotLoggedIn,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        < 500 => InvalidInput,
        _ => InternalError,
    };
}
