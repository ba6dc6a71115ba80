using System.Globalization;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tests.Trials;

namespace AspireStateless.Judging.Tests;

public sealed class AgreementTests
{
    private const int Usual = 10_000;

    /// <summary>For a night: <c>HISTORIES=1000000 ./test --filter-class '*AgreementTests'</c>.</summary>
    private static readonly int Histories =
        int.TryParse(Environment.GetEnvironmentVariable("HISTORIES"), CultureInfo.InvariantCulture, out var histories) ? histories : Usual;

    public static TheoryData<string> Trials => [.. CheckerTrials.Create().Select(trial => trial.Name)];

    [Theory]
    [MemberData(nameof(Trials))]
    public void Checkers_agree_with_brute_force_on_random_histories(string name)
    {
        var trial = Find(name);
        var random = RandomStream.Of(7, name);
        int right = 0, missed = 0;
        for (var i = 0; i < Histories; i++)
        {
            var compared = trial.Compare(random);
            right += compared.Truth ? 1 : 0;
            missed += compared.Missed ? 1 : 0;
            Assert.False(compared.Disagree, $"history {i}: {compared}");
        }

        Assert.InRange(right, Histories / 5, Histories * 4 / 5);
        Assert.InRange(missed, 0, Histories / 50);
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void A_long_right_history_is_found_right(string name)
    {
        Assert.True(Find(name).Right(operations: 20_000, keys: 1)());
        Assert.True(Find(name).Right(operations: 20_000, keys: 100)());
    }

    private static ICheckerTrial Find(string name) => CheckerTrials.Create().Single(trial => trial.Name == name);
}
