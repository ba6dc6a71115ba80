using AspireStateless.LoadTests.Performance.Benches;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class LinuxProcessTests
{
    [Fact]
    public void A_process_tells_its_command_its_environment_and_its_memory()
    {
        var own = Environment.ProcessId;
        Assert.Contains(LinuxProcess.CommandLine(own), part => part.Contains("LoadTests.Tests", StringComparison.Ordinal));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), LinuxProcess.Environment(own)["PATH"]);
        Assert.True(LinuxProcess.ProportionalMemory(own) > 1 << 20);
    }

    [Fact]
    public void One_that_has_ended_tells_nothing()
    {
        Assert.Empty(LinuxProcess.CommandLine(int.MaxValue));
        Assert.Empty(LinuxProcess.Environment(int.MaxValue));
        Assert.Equal(0, LinuxProcess.ProportionalMemory(int.MaxValue));
    }
}
