namespace AspireStateless.Embedded.Tests;

/// <summary>Texts with values in them that are known only when the application runs.</summary>
public sealed class ReferenceExpressionTests
{
    private readonly IDistributedApplicationBuilder builder = Graph.New("--Parameters:who=world");

    [Fact]
    public async Task Values_are_filled_in_when_asked_for()
    {
        var expression = ReferenceExpression.Create($"hello, {builder.AddParameter("who").Resource}!");

        Assert.Equal("hello, {0}!", expression.Format);
        Assert.Equal("hello, {who.value}!", expression.ValueExpression);
        Assert.Equal("hello, world!", await expression.GetValueAsync(Deadline.Token));
    }

    [Fact]
    public async Task Braces_and_fixed_texts_are_taken_as_they_are()
    {
        var braces = "{0}";

        Assert.Equal("{0} {{}", await ReferenceExpression.Create($"{braces} {{{{}}").GetValueAsync(Deadline.Token));
    }

    [Fact]
    public async Task Expressions_can_stand_in_expressions()
    {
        var inner = ReferenceExpression.Create($"<{builder.AddParameter("who").Resource}>");

        Assert.Equal("<world><world>", await ReferenceExpression.Create($"{inner}{inner}").GetValueAsync(Deadline.Token));
    }

    [Fact]
    public void An_endpoint_has_no_address_before_the_start()
    {
        var endpoint = builder.AddSample().GetEndpoint("http");

        Assert.True(endpoint.Exists);
        Assert.False(endpoint.IsAllocated);
        var refused = Assert.Throws<InvalidOperationException>(() => endpoint.Url);
        Assert.Equal("The endpoint 'http' of resource 'sample' is not allocated: the application has not started.", refused.Message);
    }
}
