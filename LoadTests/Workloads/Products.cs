using System.Text.Json;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>The products of a run, and the requests on them that workloads share.</summary>
internal sealed class Products(RecordingClient client, Accounts accounts, RunNames names)
{
    private const int CentsPerUnit = 100;
    private const int MostCents = 100_000_000;

    /// <summary>Creates the products of a shelf.</summary>
    /// <exception cref="LoadTests.Failures.InvalidRunException">The service refuses.</exception>
    public async Task CreateAsync(string shelf, int count, int stock, CancellationToken cancellationToken)
    {
        var admin = await accounts.AdminAsync(cancellationToken);
        foreach (var sku in Enumerable.Range(0, count).Select(index => names.Sku(shelf, index)))
        {
            // 422: it exists, an earlier try whose answer was lost has made it.
            await accounts.MustAsync(
                Create(admin, sku, stock) with { Kind = OperationKind.Prepare }, alreadyDone: 422, cancellationToken);
            client.Record(Stocked(sku), new Reading(stock));
        }
    }

    public int IndexOf(string shelf, int count, string sku) =>
        Enumerable.Range(0, count).FirstOrDefault(index => sku == names.Sku(shelf, index), -1);

    public static ApiRequest Create(SessionToken admin, string sku, int stock) => Put(admin, sku, number: 0, stock);

    /// <summary>A write of name and price that can be told from every other.</summary>
    public static ApiRequest Write(SessionToken admin, string sku, long number) => Put(admin, sku, number, stock: null);

    public static ApiRequest Read(string sku) => new(
        OperationKind.ReadProduct, HttpMethod.Get, $"/products/{sku}", sku, body => AnswerBody.Parse(body, answer => Content(answer, sku)));

    /// <summary>Asks for all orders of the products of a shelf, and records each with its units.</summary>
    public async Task ListOrdersAsync(FinalReader reader, string shelf, int count, CancellationToken cancellationToken)
    {
        var admin = await accounts.AdminAsync(cancellationToken);
        foreach (var sku in Enumerable.Range(0, count).Select(index => names.Sku(shelf, index)))
        {
            for (long after = 0, more = 1; more > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var lines = new List<(Reading Line, string Buyer, int Units)>();
                var answer = await reader.AskAsync(List(admin, sku, after, lines));
                foreach (var (line, buyer, units) in lines)
                {
                    client.Record(Line(sku, units), line, buyer);
                }

                more = answer.Outcome == Outcome.Ok ? lines.Count : 0;
                after = lines.Count > 0 ? lines[^1].Line.Version : after;
            }
        }
    }

    private static ApiRequest Put(SessionToken admin, string sku, long number, int? stock)
    {
        var price = (decimal)Cents(number) / CentsPerUnit;
        var name = $"{sku}/{number}";
        return Read(sku) with
        {
            Kind = OperationKind.WriteProduct,
            Method = HttpMethod.Put,
            Session = admin,
            Argument = number,
            Body = stock is { } units ? Accounts.Json(new { name, price, stock = units }) : Accounts.Json(new { name, price }),
        };
    }

    /// <summary>The price that goes with a name, so that a name shown with another one's price proves itself.</summary>
    private static long Cents(long number) => (number % MostCents) + 1;

    private static Reading Content(JsonElement answer, string sku)
    {
        var name = answer.GetProperty("name").GetString() ?? "";
        var own = name.StartsWith($"{sku}/", StringComparison.Ordinal) & long.TryParse(
            name.AsSpan(name.LastIndexOf('/') + 1), out var number);
        var cents = (long)(answer.GetProperty("price").GetDecimal() * CentsPerUnit);
        var foreign = own && cents == Cents(number) ? null : $"{name} at {cents} cents";
        return new Reading(number, answer.GetProperty("version").GetInt64(), answer.GetProperty("stock").GetInt64(), cents, foreign);
    }

    private static ApiRequest List(SessionToken admin, string sku, long after, List<(Reading Line, string Buyer, int Units)> lines) =>
        Read(sku) with
        {
            Kind = OperationKind.ListOrders,
            Path = $"/orders?sku={sku}&after={after}",
            Session = admin,
            Read = body => AnswerBody.Parse(body, answer =>
            {
                lines.Clear();
                foreach (var order in answer.GetProperty("orders").EnumerateArray())
                {
                    var (reading, units) = Units(order, sku);
                    lines.Add((reading, order.GetProperty("user").GetString() ?? "", units));
                }

                return new Reading(lines.Count);
            }),
        };

    /// <summary>The units of one product that an order holds: serials and id.</summary>
    public static (Reading Reading, int Units) Units(JsonElement order, string sku)
    {
        var item = order.GetProperty("items").EnumerateArray().First(item => item.GetProperty("sku").GetString() == sku);
        var serials = item.GetProperty("serials").EnumerateArray().Select(serial => serial.GetInt64()).ToList();
        return (new Reading(serials[0], order.GetProperty("id").GetInt64(), serials[^1]), item.GetProperty("quantity").GetInt32());
    }

    private static ApiRequest Line(string sku, int units) => Read(sku) with { Kind = OperationKind.ListedOrder, Argument = units };

    private static ApiRequest Stocked(string sku) => Read(sku) with { Kind = OperationKind.Stocked };
}
