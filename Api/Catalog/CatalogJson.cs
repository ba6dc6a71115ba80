using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Api.Catalog;

/// <summary>What is kept of products in Redis.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProductDetails))]
internal sealed partial class CatalogJson : JsonSerializerContext;
