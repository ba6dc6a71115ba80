namespace AspireStateless.Analyzers.Tests.Scores;

/// <summary>The page of the score says what is found, no more and no less.</summary>
public sealed class ScoreTests(Score score) : IClassFixture<Score>
{
    [Fact]
    public void The_table_names_the_rules_that_see_each_planted_bug()
    {
        var found = string.Join('\n', Score.Names("Bugs").Select(name => $"| {name} | {score.RulesIn("Bugs", name)} |"));
        var told = ScorePage.Table("Planted bugs").Select(row => $"| {row.Name} | {row.Rules} |").Order(StringComparer.Ordinal);
        Assert.True(found == string.Join('\n', told), $"The table has to say:\n{found}");
    }

    [Fact]
    public void Each_bug_says_what_is_seen_or_why_nothing_can_be() => Assert.DoesNotContain(
        ScorePage.Table("Planted bugs"), row => row.Note.Length == 0);

    [Fact]
    public void No_rule_sees_anything_in_a_decoy() => Assert.All(
        Score.Names("Decoys"), name => Assert.Equal("", score.RulesIn("Decoys", name)));

    [Fact]
    public void The_table_of_the_decoys_says_why_each_is_right() => Assert.Equal(
        Score.Names("Decoys"), ScorePage.Table("Decoys").Select(row => row.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_sum_is_that_of_the_table()
    {
        var bugs = ScorePage.Table("Planted bugs");
        var (seen, decoys) = (bugs.Count(row => row.Rules.Length > 0), Score.Names("Decoys").Count);
        Assert.Contains(
            $"**{seen} of {bugs.Count} bugs seen in their source, 0 of {decoys} decoys**", ScorePage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_sample_the_variant_in_memory_is_seen_and_the_one_in_Redis_is_not() => Assert.Equal(
        string.Join(", ", score.Sample.SelectMany(file => file).Order(StringComparer.Ordinal)),
        Assert.Single(ScorePage.Table("Samples")).Rules);
}
