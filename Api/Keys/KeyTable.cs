using System.Xml.Linq;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AspireStateless.Api.Keys;

/// <summary>
/// The key ring as Data Protection sees it: what was last read from Postgres. Data Protection asks without waiting and in the middle of
/// requests, so reading and writing happen elsewhere. Rows that nobody can read are passed over.
/// </summary>
internal sealed class KeyTable(ILogger<KeyTable> logger) : IXmlRepository
{
    private const string Select = "SELECT id, xml FROM data_protection_keys ORDER BY id";

    private volatile Ring _ring = new([], [], []);
#pragma warning disable STATE002 // Made under the lock of the schema's upgrade, and brought to the table before that ends.
    private XElement? _created;
#pragma warning restore STATE002

    /// <summary>A sentence for each row that was passed over.</summary>
    public IReadOnlyList<string> PassedOver => _ring.PassedOver;

    /// <summary>The keys read last.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _ring.Elements.Select(element => new XElement(element))];

    /// <summary>Takes a key that was just made; <see cref="InsertCreatedAsync"/> brings it to the table.</summary>
    public void StoreElement(XElement element, string friendlyName) => _created = element;

    public Task InsertCreatedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "INSERT INTO data_protection_keys (xml) VALUES ($1)",
            [SqlValue.Text(_created!.ToString(SaveOptions.DisableFormatting))],
            cancellationToken);

    /// <summary>Reads the table, in the transaction of the schema's upgrade.</summary>
    /// <returns>Whether it differs from what was read last.</returns>
    public async Task<bool> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Take(await connection.QueryAsync(Select, [], Row, cancellationToken));

    /// <summary>Reads the table.</summary>
    /// <returns>Whether it differs from what was read last.</returns>
    /// <exception cref="Storage.StoreUnavailableException">It cannot be read; what was read last stays.</exception>
    public async Task<bool> ReadAsync(PostgresStore postgres, CancellationToken cancellationToken) =>
        Take(await postgres.QueryAsync(Select, [], Row, cancellationToken));

    private static (int Id, string Xml) Row(NpgsqlDataReader row) => (row.GetInt32(0), row.GetString(1));

    private bool Take(IReadOnlyList<(int Id, string Xml)> rows)
    {
        var former = _ring;
        if (rows.SequenceEqual(former.Rows))
        {
            return false;
        }

        var ids = new HashSet<Guid>();
        var elements = new List<XElement>();
        var passedOver = new List<string>();
        foreach (var (id, xml) in rows)
        {
            try
            {
                elements.Add(KeyElement.Parse(xml, ids));
            }
            catch (FormatException exception)
            {
                passedOver.Add($"Row {id} of data_protection_keys is passed over: {exception.Message}.");
            }
        }

        foreach (var row in passedOver.Except(former.PassedOver, StringComparer.Ordinal))
        {
            logger.LogWarning("{Row}", row);
        }

        _ring = new(rows, elements, passedOver);
        return true;
    }

    private sealed record Ring(
        IReadOnlyList<(int Id, string Xml)> Rows, IReadOnlyList<XElement> Elements, IReadOnlyList<string> PassedOver);
}
