namespace AspireStateless.Api.Inputs;

/// <summary>States the rule of a type that parses, for the problem that names it and for the OpenAPI document.</summary>
/// <param name="pattern">A regular expression, the machine's form of the rule.</param>
/// <param name="rule">Completes the sentence "… must be".</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InputPatternAttribute(string pattern, string rule) : Attribute
{
    public string Pattern { get; } = pattern;

    public string Rule { get; } = rule;
}
