using System.Xml.Linq;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AspireStateless.Api.Keys;

/// <summary>
/// The key ring as Data Protection sees it: what was last read from Postgres. Data Protection asks without waiting and in the middle of
/// requests, so reading and writing happen elsewhere.
/// </summary>
internal sealed class KeyTable : IXmlRepository
{
    private volatile string[] _keys = [];
    private XElement? _created;

    /// <summary>The keys read last.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys.Select(XElement.Parse)];

    /// <summary>Takes a key that was just made; <see cref="InsertCreatedAsync"/> brings it to the table.</summary>
    public void StoreElement(XElement element, string friendlyName) => _created = element;

    public Task InsertCreatedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "INSERT INTO data_protection_keys (xml) VALUES ($1)",
            [SqlValue.Text(_created!.ToString(SaveOptions.DisableFormatting))],
            cancellationToken);

    /// <summary>Reads the table.</summary>
    /// <returns>Whether it differs from what was read last.</returns>
    public async Task<bool> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var keys = await connection.QueryAsync(
            "SELECT xml FROM data_protection_keys ORDER BY id", [], static row => row.GetString(0), cancellationToken);
        var changed = !keys.SequenceEqual(_keys, StringComparer.Ordinal);
        _keys = [.. keys];
        return changed;
    }
}
