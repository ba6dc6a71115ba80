namespace AspireStateless.Api.Problems;

/// <summary>A way to fail. The slug is stable and clients may compare it; title and detail are for people.</summary>
internal sealed record ProblemType(int StatusCode, string Slug, string Title)
{
    public static readonly ProblemType InvalidInput =
        new(StatusCodes.Status400BadRequest, "invalid-input", "The request is not valid");
    public static readonly ProblemType NotLoggedIn =
        new(StatusCodes.Status401Unauthorized, "not-logged-in", "This needs a session");
    public static readonly ProblemType WrongCredentials =
        new(StatusCodes.Status401Unauthorized, "wrong-credentials", "User name or password is wrong");
    public static readonly ProblemType Forbidden =
        new(StatusCodes.Status403Forbidden, "forbidden", "This user may not do that");
    public static readonly ProblemType NotFound =
        new(StatusCodes.Status404NotFound, "not-found", "There is nothing here");
    public static readonly ProblemType MethodNotAllowed =
        new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The method does not fit the path");
    public static readonly ProblemType TooManyPages =
        new(StatusCodes.Status409Conflict, "too-many-pages", "No more pages are counted");
    public static readonly ProblemType UsernameTaken =
        new(StatusCodes.Status409Conflict, "username-taken", "This user name is taken");
    public static readonly ProblemType TooManyFields =
        new(StatusCodes.Status409Conflict, "too-many-fields", "The session holds no more fields");
    public static readonly ProblemType WriteGivenUp =
        new(StatusCodes.Status409Conflict, "write-given-up", "The write took too long and was given up");
    public static readonly ProblemType CartFull =
        new(StatusCodes.Status409Conflict, "cart-full", "The cart holds no more products");
    public static readonly ProblemType CartEmpty =
        new(StatusCodes.Status409Conflict, "cart-empty", "The cart is empty");
    public static readonly ProblemType SoldOut =
        new(StatusCodes.Status409Conflict, "sold-out", "There are not as many units left");
    public static readonly ProblemType OrderInProgress =
        new(StatusCodes.Status409Conflict, "order-in-progress", "The cart is being bought");
    public static readonly ProblemType OrderCancelled =
        new(StatusCodes.Status409Conflict, "order-cancelled", "The order took too long and was given up");
    public static readonly ProblemType VersionMismatch =
        new(StatusCodes.Status412PreconditionFailed, "version-mismatch", "It was changed meanwhile");
    public static readonly ProblemType BodyTooLarge =
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large");
    public static readonly ProblemType UnsupportedMediaType =
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The media type is not supported");
    public static readonly ProblemType KeyReused =
        new(StatusCodes.Status422UnprocessableEntity, "key-reused", "The key was used for something else");
    public static readonly ProblemType StockFixed =
        new(StatusCodes.Status422UnprocessableEntity, "stock-fixed", "The stock of a product is not written");
    public static readonly ProblemType UnknownProduct =
        new(StatusCodes.Status422UnprocessableEntity, "unknown-product", "There is no such product");
    public static readonly ProblemType TooManyRequests =
        new(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests");
    public static readonly ProblemType InternalError =
        new(StatusCodes.Status500InternalServerError, "internal-error", "The service failed");
    public static readonly ProblemType StoreUnavailable =
        new(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "A store is away");

    /// <summary>The <c>type</c> member of the document.</summary>
    public string Uri { get; } = "https://aspirestateless.dev/problems/" + Slug;

    /// <summary>The type of a problem that the framework found, which knows only a status.</summary>
    public static ProblemType OfFramework(int statusCode) => statusCode switch
    {
        StatusCodes.Status401Unauthorized => NotLoggedIn,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        < 500 => InvalidInput,
        _ => InternalError,
    };
}
