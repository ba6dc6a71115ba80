[assembly: AssemblyFixture(typeof(AspireStateless.Dashboard.Tests.RunningDashboard))]
// One application for all: what a test does to a replica is not to meet another test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
