namespace AspireStateless.LoadTests.Workloads;

/// <summary>What a planned operation does beyond its request.</summary>
[Flags]
internal enum Delivery : byte
{
    None = 0,

    /// <summary>Once acknowledged it is sent again, under its key, to another replica.</summary>
    Duplicate = 1,

    /// <summary>The client hangs up as soon as the first attempt is sent.</summary>
    Abandon = 2,

    /// <summary>An unknown outcome is left as it is: it is asked for after healing.</summary>
    NoRetry = 4,
}

/// <summary>One operation of a plan. Names are bare; replicas are indexes.</summary>
/// <param name="Due">Nanoseconds from the start of the traffic.</param>
/// <param name="Workload">Which workload it belongs to: a place in <see cref="WorkloadCatalog.All"/>.</param>
/// <param name="Client">Counts over all workloads of the plan.</param>
/// <param name="Kind">What is done, or the first thing of several.</param>
/// <param name="Subject">Which of the workload's names it is about.</param>
/// <param name="Choice">What is done to it, such as which field is written.</param>
/// <param name="Aim">The replica that it is sent to; -1 for the client's route.</param>
internal readonly record struct PlannedOperation(
    long Due, byte Workload, int Client, OperationKind Kind, short Subject, short Choice, Delivery Delivery, sbyte Aim)
{
    /// <summary>As a mix draws it: which workload it is of, and where its clients begin, is filled in later.</summary>
    public PlannedOperation(long due, int client, OperationKind kind, int subject, int choice = 0, Delivery delivery = Delivery.None)
        : this(due, Workload: 0, client, kind, (short)subject, (short)choice, delivery, Aim: -1)
    {
    }
}
