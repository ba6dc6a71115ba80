using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using AspireStateless.Chaos;

namespace AspireStateless.AppHost.Tests;

/// <summary>An application of somebody else's making, as Aspire starts its projects unless it is told otherwise.</summary>
public sealed class LauncherTests
{
    private static readonly string Service =
        Path.Combine(Projects.AppHost.ProjectPath, "..", "samples", "aspnet-session", "AspNetSession.csproj");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Behind_dotnet_run_the_application_is_the_process_also_where_it_cannot_say_who_it_is()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var folder = Directory.CreateTempSubdirectory("launcher-tests-");
        try
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
            {
                // It knows where the orchestrator is.
                AssemblyName = "AppHost",
                DisableDashboard = true,
                Args = [$"--Chaos:Folder={folder.FullName}", "--DcpPublisher:RandomizePorts=true", "--Logging:LogLevel:Default=Warning"],
            });
            builder.AddProject("names", Service).WithHttpEndpoint().WithReplicas(2);
            builder.AddChaosControl();
            await using var application = builder.Build();
            await application.StartAsync(limit.Token);

            var pids = await PidsAsync(folder, limit.Token);
            Assert.All(pids, pid => Assert.Equal("AspNetSession", Path.GetFileNameWithoutExtension(ProcessFacts.CommandOf(pid)[0])));
            Assert.All(pids, pid => Assert.Contains("run", ProcessFacts.CommandOf(ProcessFacts.ParentOf(pid))));
            await application.StopAsync(limit.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Waits until the processes of both replicas are known.</summary>
    private static async Task<IReadOnlyList<int>> PidsAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (folder.EnumerateFiles("*.json").FirstOrDefault() is { } file)
            {
                var address = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file.FullName, cancellationToken));
                using var control = new HttpClient { BaseAddress = new Uri(address.GetProperty("controlUrl").GetString()!) };
                control.DefaultRequestHeaders.Authorization =
                    new AuthenticationHeaderValue("Bearer", address.GetProperty("token").GetString());
                var topology = await control.GetFromJsonAsync<JsonElement>("/topology", cancellationToken);
                var pids = topology.GetProperty("instances").EnumerateArray().Select(instance => instance.GetProperty("pid")).ToList();
                if (pids.Count == 2 && pids.TrueForAll(pid => pid.ValueKind == JsonValueKind.Number))
                {
                    return [.. pids.Select(pid => pid.GetInt32())];
                }
            }

            await Task.Delay(100, cancellationToken);
        }
    }
}
