using Npgsql;
using NpgsqlTypes;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>The typed values of a statement.</summary>
internal static class SqlValue
{
    public static NpgsqlParameter Text(string value) => Of(value, NpgsqlDbType.Text);

    public static NpgsqlParameter Integer(int value) => Of(value, NpgsqlDbType.Integer);

    public static NpgsqlParameter Bigint(long value) => Of(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Numeric(decimal value) => Of(value, NpgsqlDbType.Numeric);

    public static NpgsqlParameter Json(string value) => Of(value, NpgsqlDbType.Jsonb);

    public static NpgsqlParameter Interval(TimeSpan value) => Of(value, NpgsqlDbType.Interval);

    public static NpgsqlParameter Bigints(long[] values) => Of(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameter Texts(string[] values) => Of(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static NpgsqlParameter Of(object value, NpgsqlDbType type) => new() { Value = value, NpgsqlDbType = type };
}
