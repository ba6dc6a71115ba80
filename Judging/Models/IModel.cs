namespace AspireStateless.Judging.Models;

/// <summary>
/// What an object does, one operation after another: its specification, which <see cref="Linearizability{TOperation, TState}"/> judges by.
/// </summary>
/// <typeparam name="TOperation">One operation with the answer that it got.</typeparam>
/// <typeparam name="TState">Everything that later answers depend on.</typeparam>
internal interface IModel<TOperation, TState>
    where TOperation : IOperation
    where TState : IEquatable<TState>
{
    TState Initial { get; }

    /// <returns>Whether the operation is legal in this state, with the answer that it got; whoever got none is legal with any.</returns>
    bool Step(in TOperation operation, TState before, out TState after);
}
