using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Silo.Tests.Hosting;

public sealed class PageKeysTests
{
    private const string First = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Second = "1:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    [Fact]
    public void What_one_silo_has_given_out_the_others_can_read() => Assert.Equal("ada", Protector(First).Unprotect(Protector(First).Protect("ada")));

    [Fact]
    public void A_silo_with_another_key_cannot() => Assert.Throws<CryptographicException>(() => Protector(Second).Unprotect(Protector(First).Protect("ada")));

    [Fact]
    public void After_a_change_of_the_key_the_older_one_is_still_read_and_the_new_one_written()
    {
        var after = Protector(Second, First, Second);

        Assert.Equal("ada", after.Unprotect(Protector(First).Protect("ada")));
        Assert.Equal("ada", Protector(Second).Unprotect(after.Protect("ada")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Where_no_signing_key_is_given_none_is_made_from_nothing(string? current) => Assert.Empty(Services(current));

    private static IDataProtector Protector(string current, params string[] older)
    {
        var services = Services(current, older);
        return services.AddLogging().BuildServiceProvider().GetDataProtector("page");
    }

    private static ServiceCollection Services(string? current, params string[] older)
    {
        var settings = older.Select((key, i) => KeyValuePair.Create($"SelfLearning:OlderSigningKeys:{i}", (string?)key)).Append(new("SelfLearning:SigningKey", current));
        var services = new ServiceCollection();
        PageKeys.Add(services, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services;
    }
}
