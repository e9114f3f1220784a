namespace SelfLearning.Storage.Sqlite.Tests.Support;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<long> AddAsync();

    Task<long> GetAsync();

    Task<string> GetSiloAsync();
}
