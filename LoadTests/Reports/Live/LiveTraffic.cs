using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Reports.Live;

/// <summary>Traffic that goes on, as the live page looks at it.</summary>
/// <param name="Look">What is so at this moment.</param>
/// <param name="Faults">What was done to the system so far.</param>
internal sealed record LiveTraffic(TrafficRecorder Recorder, TimeSpan Duration, Func<LiveMoment> Look, Func<FaultRecord> Faults);

/// <param name="Origin">The tick that the traffic began at; in the future before it does.</param>
internal readonly record struct LiveMoment(long Origin, int Serving, int Replicas, string ActiveFault);
