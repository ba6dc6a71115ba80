namespace AspireStateless.SampleService;

/// <summary>Prints much more than anybody reads.</summary>
internal static class Flood
{
    private const int LineCharacters = 1023;

    public static void Write(int megabytes)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024);
        var line = new string('x', LineCharacters);
        for (var i = 0; i < megabytes * 1024; i++)
        {
            output.WriteLine(line);
        }

        output.WriteLine("flood over");
    }
}
