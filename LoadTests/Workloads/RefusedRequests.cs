using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Asks for everything that the contract refuses, one thing after the other: see <see cref="Refusal.All"/>.</summary>
internal sealed class RefusedRequests(KeyedSender sender, Accounts accounts, RunNames names, UserPool users) : IWorkload
{
    private const string Shelf = "Z";
    private const int FullStatus = 409;
    private const int MostLines = 200;
    private SessionToken? _admin;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await accounts.AdminAsync(cancellationToken);
        await accounts.SignUpAsync(users.Contracts, cancellationToken);
        var full = (await accounts.OpenAllAsync(users.FullCart, "full", cancellationToken))[0];

        // Of nothing, so that every order of it is one too many.
        await accounts.MustAsync(
            Products.Create(_admin, names.Sku(Shelf, 0), stock: 0) with { Kind = OperationKind.Prepare },
            alreadyDone: 422,
            cancellationToken);
        for (var (line, status) = (1, 0); status != FullStatus && line <= MostLines; line++)
        {
            status = (await accounts.MustAsync(Fill(full, names.Sku(Shelf, line)), FullStatus, cancellationToken)).Status;
        }
    }

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var refusal = Refusal.All[operation.Subject % Refusal.All.Count];
        var session = refusal.By == Asker.Admin ? _admin : null;
        if (refusal.By is Asker.User or Asker.FullCart)
        {
            var user = (refusal.By == Asker.User ? users.Contracts : users.FullCart).Start.Value;
            (var completion, session) = await accounts.EnterAsync(sender, operation, $"{names.User(user)}-r{key}", user, due);
            if (session is null)
            {
                return completion;
            }

            due = 0;
        }

        var request = new ApiRequest(
            OperationKind.Refused,
            HttpMethod.Parse(refusal.Method),
            Named(refusal.Sent ?? refusal.Path),
            $"{refusal.Operation} {refusal.Header}".TrimEnd(),
            AnswerBody.Nothing)
        {
            Argument = refusal.Status,
            Session = session,
            Body = Named(refusal.Body),
            MediaType = refusal.MediaType,
            Headers = refusal.Header is { } header
                ? [(header, refusal.Value ?? (header == Refusal.Key ? RecordingClient.KeyText(key) : "*"))]
                : [],
        };
        return (await sender.SendOnceAsync(operation, request with { Due = due })).Completion;
    }

    private string Named(string text) => text
        .Replace("{sku}", names.Sku(Shelf, 0), StringComparison.Ordinal)
        .Replace("{page}", names.Page(0), StringComparison.Ordinal)
        .Replace("{id}", "1", StringComparison.Ordinal);

    private static ApiRequest Fill(SessionToken session, string sku) =>
        new(OperationKind.Prepare, HttpMethod.Put, $"/cart/items/{sku}", sku, AnswerBody.Nothing)
        {
            Session = session,
            Body = """{"quantity":1}""",
        };
}
