namespace AspireStateless.LoadTests.Histories;

/// <summary>What an attempt asked for. Stored as a number: add at the end, never renumber.</summary>
internal enum OperationKind : byte
{
    None = 0,

    /// <summary>Counts one visit of a page; the value is the count after it.</summary>
    Visit = 1,

    /// <summary>Reads a page's count.</summary>
    ReadVisits = 2,

    /// <summary>Asks whether the operation with a key was applied; the value is 1 or 0.</summary>
    AskVisit = 3,
}
