using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Reads what the recurring job has done.</summary>
internal sealed class JobsMix : IMix
{
    public int Clients => 2;

    public PlannedOperation Next(long due, short? subject) =>
        new(due, Workload: 0, Client: (int)(due & 1), OperationKind.ListTicks, Subject: 0, Choice: 0, Delivery.None, Aim: -1);
}
