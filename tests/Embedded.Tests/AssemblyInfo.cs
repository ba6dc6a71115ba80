// Most tests wait for processes to start and to end, and only two cores' worth of them would run at a time otherwise.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
