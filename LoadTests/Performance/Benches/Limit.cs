namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>What a figure has to be.</summary>
internal readonly record struct Limit(double Value, bool IsMost)
{
    public static Limit Least(double value) => new(value, IsMost: false);

    public static Limit Most(double value) => new(value, IsMost: true);

    public bool Allows(double value) => IsMost ? value <= Value : value >= Value;

    public override string ToString() => $"{(IsMost ? "<=" : ">=")} {Value:#,0.##}";
}
