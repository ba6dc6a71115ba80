using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Verbs;

/// <summary>Whether times that a bench measures here, now, say anything.</summary>
internal static class QuietMachine
{
    public const string Advice = "Close what else runs on this machine, and try again.";
    private const double CalibrationRate = 1000;

    /// <returns>Why not; empty where they do.</returns>
    public static async Task<IReadOnlyList<string>> ObjectionsAsync(CancellationToken cancellationToken) =>
        (await Calibrator.MeasureAsync(CalibrationRate, cancellationToken)).Objections;

    /// <param name="what">The end of the sentence that names them: "The engine was not measured".</param>
    /// <exception cref="InvalidRunException">They say nothing.</exception>
    public static async Task RequireAsync(string what, CancellationToken cancellationToken)
    {
        var objections = await ObjectionsAsync(cancellationToken);
        if (objections.Count > 0)
        {
            throw new InvalidRunException($"{what}; {string.Join("; ", objections)}.", Advice);
        }
    }
}
