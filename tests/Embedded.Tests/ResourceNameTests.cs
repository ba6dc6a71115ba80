namespace AspireStateless.Embedded.Tests;

/// <summary>Names: of resources, and of the classes that stand for projects.</summary>
public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Api-2")]
    [InlineData("a-b-c")]
    public void A_name_is_letters_digits_and_single_hyphens(string name) => Assert.Equal(name, Graph.New().AddSample(name).Resource.Name);

    [Theory]
    [InlineData("2api", "it has to start with an ASCII letter")]
    [InlineData("a_b", "only ASCII letters, digits and hyphens are allowed")]
    [InlineData("ä", "it has to start with an ASCII letter")]
    [InlineData("a--b", "it has two hyphens in a row")]
    [InlineData("a-", "it ends with a hyphen")]
    public void Another_name_is_refused_with_the_reason(string name, string reason) => Assert.StartsWith(
        $"Resource name '{name}' is invalid: {reason}.", Assert.Throws<ArgumentException>(() => Graph.New().AddSample(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_has_64_characters_at_the_most()
    {
        Graph.New().AddSample(new string('a', 64));
        Assert.Throws<ArgumentException>(() => Graph.New().AddSample(new string('a', 65)));
    }

    [Fact]
    public void Names_differ_in_more_than_case()
    {
        var builder = Graph.New();
        builder.AddSample("api");

        Assert.Contains("'API'", Assert.Throws<DistributedApplicationException>(() => builder.AddSample("API")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_class_of_a_project_knows_its_file_and_that_of_the_AppHost_its_folder()
    {
        IProjectMetadata project = new Projects.SampleService();

        Assert.EndsWith("/tests/SampleService/SampleService.csproj", project.ProjectPath, StringComparison.Ordinal);
        Assert.True(File.Exists(project.ProjectPath));
        Assert.True(project.SuppressBuild);
        Assert.EndsWith("/tests/Embedded.Tests", Projects.Embedded_Tests.ProjectPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(KnownResourceStates))]
    [InlineData(typeof(KnownResourceCommands))]
    public void Known_names_are_no_constants_as_in_Aspire(Type names) => Assert.All(names.GetFields(), field => Assert.False(field.IsLiteral));
}
