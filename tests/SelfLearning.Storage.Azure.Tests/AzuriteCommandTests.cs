using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Azure.Tests;

public sealed class AzuriteCommandTests
{
    [StorageFact]
    public async Task Azurite_keeps_its_data_in_the_folder_it_is_given_and_listens_where_it_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        try
        {
            // On Linux every address of 127.0.0.0/8 is there.
            var azurite = new AzuriteProcess(folder, OperatingSystem.IsLinux() ? "127.0.0.2" : "127.0.0.1");
            await azurite.StartAsync();
            await azurite.StopAsync();

            Assert.Contains("__azurite_db_blob__.json", Directory.GetFiles(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
