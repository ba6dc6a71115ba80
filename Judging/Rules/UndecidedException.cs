namespace AspireStateless.Judging.Rules;

/// <summary>A search reached its time limit: it has found nothing wrong, and nothing proven.</summary>
internal sealed class UndecidedException(string message) : Exception(message);
