namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>One generation of a replica: one life of an instance.</summary>
/// <param name="Index">The instance's place among its kind, by name: what plans refer to.</param>
internal sealed record Replica(int Index, string Instance, int Pid, long StartTicks, Uri Url)
{
    /// <summary>As in the header <c>Replica</c> and in the names of store connections.</summary>
    public string Generation { get; } = GenerationName.Of(Instance, Pid, StartTicks);

    /// <returns>Null for an instance that does not run.</returns>
    public static Replica? Of(InstanceState state, int index) =>
        state is { State: InstanceStates.Running, Pid: { } pid, StartTicks: { } ticks, DirectUrl: { } url }
            ? new Replica(index, state.Instance, pid, ticks, new Uri(url))
            : null;
}
