namespace AspireStateless.Judging.Histories;

/// <summary>A file that cannot be read as a history; the message says why, in one line.</summary>
internal sealed class HistoryFormatException(string message) : Exception(message);
