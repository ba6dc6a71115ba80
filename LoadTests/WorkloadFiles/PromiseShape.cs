using AspireStateless.Judging.Promises;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>What a promise of some kind is made of.</summary>
/// <param name="Name">As the file says it.</param>
internal sealed record PromiseShape(PromiseKind Kind, string Name, params IReadOnlyList<RequestShape> Requests)
{
    public static IReadOnlyList<PromiseShape> All { get; } =
    [
        new(
            PromiseKind.Counter, "counter",
            RequestShape.Create,
            new("increment", ServiceVerb.Write) { IsRequired = true, MayHaveValue = true },
            new("read", ServiceVerb.Read) { MustHaveValue = true },
            RequestShape.Ask),
        new(
            PromiseKind.Register, "register",
            RequestShape.Create,
            new("write", ServiceVerb.Write) { IsRequired = true, Needs = ["value", "number"] },
            new("read", ServiceVerb.Read) { IsRequired = true, MustHaveValue = true },
            RequestShape.Ask),
        new(
            PromiseKind.Set, "set",
            RequestShape.Create,
            new("add", ServiceVerb.Write) { IsRequired = true, Needs = ["value", "number"] },
            new("read", ServiceVerb.Read) { IsRequired = true, MustHaveValue = true },
            new("remove", ServiceVerb.Remove) { Needs = ["value", "number"] },
            RequestShape.Ask),
        new(
            PromiseKind.Once, "once",
            RequestShape.Create,
            new("do", ServiceVerb.Write) { IsRequired = true, Needs = ["operation"] },
            new("read", ServiceVerb.Read) { IsRequired = true, MustHaveValue = true },
            RequestShape.Ask),
        new(
            PromiseKind.Units, "units",
            RequestShape.Create,
            new("sell", ServiceVerb.Write) { IsRequired = true, MayHaveValue = true },
            new("read", ServiceVerb.Read) { MustHaveValue = true },
            RequestShape.Ask),
        new(
            PromiseKind.Token, "token",
            new("issue", ServiceVerb.Write) { IsRequired = true, MustHaveValue = true },
            new("use", ServiceVerb.Read) { IsRequired = true, MayHaveValue = true, Needs = ["token"] },
            new("revoke", ServiceVerb.Remove) { Needs = ["token"] }),
        new(
            PromiseKind.Expires, "expires",
            new("open", ServiceVerb.Write) { IsRequired = true, MayHaveValue = true },
            new("use", ServiceVerb.Read) { IsRequired = true, MayHaveValue = true }),
    ];

    /// <summary>Whether what is used is a thing of its own that a request yields, and not what the subject holds.</summary>
    public bool YieldsTokens => Kind is PromiseKind.Token or PromiseKind.Expires;

    /// <summary>Statuses that say "not there" unless the file says which.</summary>
    public IReadOnlyList<int> UsuallyAbsent => YieldsTokens ? [401, 403, 404, 410] : [404];
}

/// <summary>One of its requests.</summary>
/// <param name="Name">As the file says it.</param>
/// <param name="Verb">Null for what is no operation of the plan.</param>
internal sealed record RequestShape(string Name, ServiceVerb? Verb)
{
    /// <summary>Makes what the operations are about, before the traffic.</summary>
    public static RequestShape Create { get; } = new("create", Verb: null);

    /// <summary>Whether an operation had its effect, asked in the end where the client does not know.</summary>
    public static RequestShape Ask { get; } = new("ask", Verb: null) { MayHaveValue = true, Needs = ["operation"] };

    public bool IsRequired { get; init; }

    /// <summary>Whether a value has to stand in its answer.</summary>
    public bool MustHaveValue { get; init; }

    public bool MayHaveValue { get; init; }

    /// <summary>Placeholders of which it has to use one: else what it does could not be told from what another one did.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}
