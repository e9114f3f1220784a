using SelfLearning.Web.Access;

namespace SelfLearning.Silo.Configuration;

/// <summary>Every API key that is configured can be used.</summary>
internal static class ApiKeyRule
{
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        try
        {
            ApiKeys.Read(configuration);
            return [];
        }
        catch (ModuleConfigurationException exception)
        {
            return exception.Message.Split(Environment.NewLine);
        }
    }
}
