// A compilation takes all the processors that it is given; beside tests that promise answers within a second it takes one.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]
