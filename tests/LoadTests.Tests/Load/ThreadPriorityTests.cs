using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Tests.Load;

/// <summary>The pacing thread goes first, where that is permitted, and nothing that it starts does.</summary>
public sealed class ThreadPriorityTests
{
    [Fact]
    public void A_thread_that_a_first_one_starts_is_as_usual()
    {
        (int? Before, int? First, int? Child) nice = default;
        var pacer = new Thread(() =>
        {
            nice.Before = DeadlineWait.ThreadNice();
            DeadlineWait.PutThreadFirst();
            nice.First = DeadlineWait.ThreadNice();
            var child = new Thread(() => nice.Child = DeadlineWait.ThreadNice());
            child.Start();
            child.Join();
        });
        pacer.Start();
        pacer.Join();

        Assert.True(nice.First <= nice.Before || nice.Before is null);
        Assert.True(nice.Child >= 0 || nice.Child is null);
    }
}
