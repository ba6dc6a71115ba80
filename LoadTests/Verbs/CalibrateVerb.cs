using System.CommandLine;
using System.Text.Json;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>calibrate</c>: says whether times that are measured here, now, can be trusted.</summary>
internal static class CalibrateVerb
{
    private const string Advice =
        "Next: close what else runs on this machine, use a Release build, and try again; promises can be judged all the same.";

    private static readonly Option<double?> Rate = CommandOption.Of<double?>(
        "--rate", "Requests per second, as many as the measurement that follows; 1000 unless given.", RunArguments.Rate);
    private static readonly Option<bool> Json = CommandOption.Of<bool>("--json", "Print the result as JSON.");

    public static Command Create(TextWriter output)
    {
        var command = new Command("calibrate", "Measure this generator for two seconds: can its times be trusted?") { Rate, Json };
        command.SetAction((parsed, cancellationToken) =>
            MeasureAsync(parsed.GetValue(Rate) ?? 1000, parsed.GetValue(Json), output, cancellationToken));
        return command;
    }

    private static async Task<int> MeasureAsync(double rate, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        GeneratorRuntime.Prepare();
        var result = await Calibrator.MeasureAsync(rate, cancellationToken);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, ReportJson.Format));
        }
        else
        {
            Print(result, output);
        }

        return (int)(result.Trustworthy ? ExitCode.Passed : ExitCode.Invalid);
    }

    private static void Print(CalibrationResult result, TextWriter output)
    {
        foreach (var line in CalibrationTable.Of(result))
        {
            output.WriteLine(line);
        }

        foreach (var objection in result.Objections)
        {
            output.WriteLine($"INVALID: {objection}.");
        }

        output.WriteLine(result.Trustworthy ? "TRUSTWORTHY: times that this generator measures now are the target's." : Advice);
    }
}
