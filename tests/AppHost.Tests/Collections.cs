using AspireStateless.AppHost.Tests.Faults;
using Xunit.Sdk;
using Xunit.v3;

// Each application is up to ten processes, and two of them at once would slow each other down more than they save.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace AspireStateless.AppHost.Tests;

/// <summary>What the plain graph is enough for; whoever changes something in it puts it back.</summary>
[CollectionDefinition]
public sealed class PlainGraph : ICollectionFixture<ControlledGraph>;

/// <summary>What needs links and homes, as a harness starts the graph.</summary>
[CollectionDefinition]
public sealed class GraphOfLinks : ICollectionFixture<LinkedGraph>;

/// <summary>What is about projects that are named by path.</summary>
[CollectionDefinition]
public sealed class GraphOfPaths : ICollectionFixture<MixedGraph>;
