namespace AspireStateless.Judging.Jobs;

/// <summary>A tick of a recurring job as one answer lists it.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Token">The fencing token of the leader that wrote it.</param>
/// <param name="Counts">The count of every page, by the number of the page; -1 for a page that it does not have.</param>
/// <param name="Source">The answer; ticks of one answer have the same.</param>
internal readonly record struct TickReading(long Number, long Token, long[] Counts, int Source);
