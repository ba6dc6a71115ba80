using AspireStateless.LoadTests.Load.Arrivals;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class ArrivalHashTests
{
    [Fact]
    public void It_is_the_same_on_every_machine() =>
        Assert.Equal("ab25350e3e65efeb", ArrivalHash.Of([0, 1, 2])[..16]);

    [Fact]
    public void One_nanosecond_makes_another() =>
        Assert.NotEqual(ArrivalHash.Of([0, 1_000_000]), ArrivalHash.Of([0, 1_000_001]));
}
