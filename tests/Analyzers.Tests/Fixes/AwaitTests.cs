using AspireStateless.Analyzers.CodeFixes;

namespace AspireStateless.Analyzers.Tests.Fixes;

public sealed class AwaitTests() : FixTests("STATE011", new AwaitFix())
{
    [Fact]
    public Task A_task_that_was_dropped_is_waited_for() =>
        MakesAsync(Order("async Task", "_ = mails.SendAsync(user);"), Order("async Task", "await mails.SendAsync(user);"));

    [Fact]
    public Task A_task_on_the_pool_is_waited_for() => MakesAsync(
        Order("async Task", "_ = Task.Run(() => mails.SendAsync(user));"),
        Order("async Task", "await Task.Run(() => mails.SendAsync(user));"));

    [Fact]
    public Task A_method_that_cannot_wait_is_left_to_people() =>
        MakesAsync(Order("void", "Task.Run(() => mails.SendAsync(user));"), after: null);

    private static string Order(string answer, string statement) => $$"""
        interface IMails { Task SendAsync(string to); }
        class Orders(IMails mails)
        {
            public {{answer}} Place(string user)
            {
                {{statement}}
                {{(answer == "void" ? "" : "await Task.Yield();")}}
            }
        }
        """;
}
