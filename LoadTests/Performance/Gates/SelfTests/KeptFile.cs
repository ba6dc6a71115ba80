using System.Text.Json;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>Keeps what was measured to its end, so that an interrupted self-test goes on where it was.</summary>
/// <param name="folder">Of these very sources.</param>
/// <param name="what">Before each name.</param>
internal sealed class KeptFile<T>(string folder, string what)
    where T : class
{
    /// <returns>Null where it was not measured.</returns>
    public T? Read(string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(name)), ReportJson.Format);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string name, T measured)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(name), JsonSerializer.Serialize(measured, ReportJson.Format));
    }

    private string PathOf(string name) => Path.Combine(folder, $"{what}-{name}.json");
}
