using AspireStateless.Stores.Data;

namespace AspireStateless.Stores.Tests;

public sealed class OutsideFolderTests
{
    [Fact]
    public void A_folder_that_somebody_else_removes_from_at_the_same_time_is_removed()
    {
        for (var time = 0; time < 20; time++)
        {
            var folder = Directory.CreateTempSubdirectory("stores-tests-").FullName;
            for (var i = 0; i < 100; i++)
            {
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{i}")).FullName, "data"), "");
            }

            Parallel.For(0, 4, _ => OutsideFolder.Remove(folder));
            Assert.False(Directory.Exists(folder));
        }
    }
}
