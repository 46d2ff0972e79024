// Most tests wait for a real socket or for somebody who looks at the clock ten times a second: one for each processor would leave it idle.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
