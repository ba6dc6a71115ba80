namespace AspireStateless.LoadTests.Calibration;

/// <summary>
/// What two sides that are the same seem to differ by on this machine at this moment: nothing smaller can be told by comparing two builds
/// in one such window.
/// </summary>
/// <param name="Shift">The middle of ln(B/A) over the windows; 0 where nothing favours a side.</param>
/// <param name="Spread">Its standard deviation over the windows.</param>
internal sealed record NoiseFloor(double Shift, double Spread)
{
    /// <param name="windows">What both sides measured at the same time, above 0; windows without a measurement are left out.</param>
    public static NoiseFloor Of(IEnumerable<(double A, double B)> windows)
    {
        double[] ratios = [.. windows.Where(window => window is { A: > 0, B: > 0 }).Select(window => Math.Log(window.B / window.A))
            .Order()];
        if (ratios.Length < 2)
        {
            return new NoiseFloor(double.NaN, double.NaN);
        }

        var mean = ratios.Average();
        var variance = ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (ratios.Length - 1);
        return new NoiseFloor((ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2, Math.Sqrt(variance));
    }
}
