using System.Globalization;
using System.Text;
using System.Text.Json;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Reports.Files;

/// <summary>The contract line by line: each operation, request header and status, who sends it, and what judges the answer.</summary>
internal sealed class ContractTable
{
    private readonly List<(string Operation, string Header, int Status)> _rows;
    private readonly Dictionary<(string Operation, string Header, int Status), ContractCoverage> _covered = [];

    /// <param name="document">The service's contract: OpenAPI.</param>
    public ContractTable(JsonElement document)
    {
        _rows = [.. Rows(document)];
        foreach (var covered in ContractCoverage.All)
        {
            _covered.TryAdd((covered.Operation, covered.Header, covered.Status), covered);
        }
    }

    /// <summary>What nothing is declared of.</summary>
    public IEnumerable<string> Empty => _rows.Where(row => !_covered.ContainsKey(row)).Select(row => $"{row}");

    /// <summary>What is declared of nothing.</summary>
    public IEnumerable<string> Unknown => _covered.Keys.Except(_rows).Select(row => $"{row}");

    public string Markdown
    {
        get
        {
            var text = new StringBuilder("""
                # What of the contract is put to the test

                Every operation of [the contract](openapi.json) with each status that it states, without and with each request header that
                it takes: which workload sends it, and which promise judges the answer ([load-testing.md](load-testing.md)). What a workload
                sends is declared in `LoadTests/Workloads/ContractCoverage.cs` and `Refusal.cs`; a specification fails when a row has
                nothing, and when this file, which it writes with `RENEW_DOCS=1`, is out of date. Any operation may also answer 500, which
                the contract does not state: no promise allows it.

                | Operation | Header | Status | Sent by | Judged by |
                |---|---|---|---|---|

                """);
            foreach (var row in _rows)
            {
                var covered = _covered[row];
                var (operation, header, status) = row;
                text.Append(
                    CultureInfo.InvariantCulture, $"| `{operation}` | {header} | {status} | {covered.By} | {covered.Judged} |")
                    .Append('\n');
            }

            return text.ToString();
        }
    }

    private static IEnumerable<(string Operation, string Header, int Status)> Rows(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        from header in Headers(operation.Value)
        from response in operation.Value.GetProperty("responses").EnumerateObject()
        let status = int.Parse(response.Name, CultureInfo.InvariantCulture)

        // Without a header that is required nothing else than that can be said.
        where header.Length > 0 || status == 400 || !Parameters(operation.Value).Any(IsRequired)
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", header, status);

    private static IEnumerable<string> Headers(JsonElement operation) =>
        Parameters(operation).Select(parameter => parameter.GetProperty("name").GetString() ?? "").Prepend("");

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "header")
            : [];

    private static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.GetBoolean();
}
