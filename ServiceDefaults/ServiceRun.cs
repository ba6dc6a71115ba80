using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a service to its end.</summary>
public static class ServiceRun
{
    /// <summary>The exit code for a configuration that cannot work.</summary>
    public const int BadConfiguration = 64;

    /// <summary>Runs until stopped; a configuration that its options refuse is told in one line instead of a stack trace.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(string.Join(' ', exception.Failures));
            return BadConfiguration;
        }

        await app.RunAsync();
        return 0;
    }
}
