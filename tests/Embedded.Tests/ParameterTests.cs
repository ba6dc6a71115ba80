namespace AspireStateless.Embedded.Tests;

/// <summary>Values from outside the graph.</summary>
public sealed class ParameterTests
{
    [Theory]
    [InlineData("--Parameters:some-value=given")]
    [InlineData("--Parameters:some_value=given")]
    public async Task A_configured_value_comes_before_the_default(string argument) =>
        Assert.Equal("given", await ValueAsync(Graph.New(argument).AddParameter("some-value", "default")));

    [Fact]
    public async Task Otherwise_the_default_counts() => Assert.Equal("default", await ValueAsync(Graph.New().AddParameter("some-value", "default")));

    [Fact]
    public async Task A_missing_value_is_a_state_and_a_message_and_fails_the_start_of_who_needs_it()
    {
        var builder = Graph.New();
        var parameter = builder.AddParameter("some-value");
        builder.AddSample().WithEnvironment("VALUE", parameter);
        builder.AddSample("bystander", "exit", "0");
        await using var app = await builder.StartAsync();

        const string Message =
            "Parameter 'some-value' has no value. Set it with --Parameters:some-value=<value>, or Parameters__some_value in the environment.";
        await app.ReachesAsync("some-value", KnownResourceStates.ValueMissing);
        await app.PrintsAsync("some-value", Message);
        await app.PrintsAsync((await app.ReachesAsync("sample", KnownResourceStates.FailedToStart)).ResourceId, Message);
        await app.ReachesAsync("bystander", KnownResourceStates.Finished);
    }

    [Fact]
    public async Task A_generated_value_is_long_and_the_same_for_everyone_who_asks()
    {
        var parameter = Graph.New().AddParameter("password", new GenerateParameterDefault(), secret: true);

        var value = await ValueAsync(parameter);

        Assert.Matches("^[a-zA-Z0-9]{22}$", value);
        Assert.Equal(value, await ValueAsync(parameter));
        Assert.True(parameter.Resource.Secret);
    }

    [Fact]
    public async Task A_persisted_value_is_kept_with_the_data_for_its_owner_alone_and_is_the_same_in_the_next_run()
    {
        using var data = new TemporaryFolder();

        var first = await PersistedAsync(data, "password");
        var next = await PersistedAsync(data, "password");

        Assert.Equal(first, next);
        Assert.NotEqual(first, await PersistedAsync(data, "another"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.Path, "parameters.json")));
    }

    [Fact]
    public async Task A_damaged_file_of_values_stops_the_run_rather_than_shutting_out_the_data()
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(data.Path, "parameters.json"), "{ \"password\": ", Deadline.Token);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => PersistedAsync(data, "password"));

        Assert.Contains("parameters.json' is damaged", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> PersistedAsync(TemporaryFolder data, string name)
    {
        var builder = Graph.New($"--Data={data.Path}");
        var parameter = builder.AddParameter(name, new GenerateParameterDefault(), secret: true, persist: true);
        await using var app = builder.Build();
        return await ValueAsync(parameter);
    }

    private static async Task<string?> ValueAsync(IResourceBuilder<ParameterResource> parameter) =>
        await parameter.Resource.GetValueAsync(Deadline.Token);
}
