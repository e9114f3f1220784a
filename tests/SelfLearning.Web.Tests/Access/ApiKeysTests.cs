using System.Globalization;
using Microsoft.Extensions.Configuration;
using SelfLearning.Web.Access;

namespace SelfLearning.Web.Tests.Access;

public sealed class ApiKeysTests
{
    private static readonly string Key = ApiKeyText.Generate();
    private static readonly string Hash = ApiKeyText.Format(ApiKeyText.Hash(Key));

    [Fact]
    public void A_configured_key_is_found_by_its_text_and_by_no_other()
    {
        var keys = Read(
            ("shop:Hash", Hash), ("shop:Roles:0", "caller"), ("shop:Modules:0", "lyrics"),
            ("board:Hash", ApiKeyText.Format(ApiKeyText.Hash("slo_another"))), ("board:Roles:0", "Reader"), ("board:Roles:1", "operator"));

        var found = keys.Find(Key);

        Assert.Equal("shop", found!.Name);
        Assert.Equal([AccessRole.Caller], found.Roles.ToArray());
        Assert.Equal(["lyrics"], found.Modules.ToArray());
        Assert.Equal([AccessRole.Reader, AccessRole.Operator], keys.Find("slo_another")!.Roles.ToArray());
        foreach (var text in (string[])["", Key[..^1], Key + "A", Key.ToUpperInvariant(), Hash, new string('x', 100_000)]) Assert.Null(keys.Find(text));
    }

    [Fact]
    public void Without_keys_there_are_none() => Assert.True(Read().IsEmpty);

    [Fact]
    public void Every_fault_is_told_at_once_with_its_place_and_the_rule()
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => Read(
            ("a:Hash", Key), ("a:Roles:0", "admin"), ("a:Roles:1", "1"),
            ("b:Key", Key), ("b:Modules:0", "Lyrics"),
            ("c d:Hash", Hash), ("c d:Roles:0", "reader"),
            ("e:Hash", "sha256:" + new string('g', 64)), ("e:Roles:0", "")));

        string[] expected =
        [
            "ApiKeys:a:Hash is not a hash", "a:Roles has 'admin'", "a:Roles has '1'", "b:Key is not known", "b:Hash is missing", "b:Roles is missing",
            "b:Modules has 'Lyrics'", "c d: the name", "e:Hash is not a hash", "e:Roles has ''",
        ];
        Assert.All(expected, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.Equal(expected.Length, error.Message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("['reader']", "'songs'", "shop:Modules is a text and no list: write its first entry to SelfLearning:ApiKeys:shop:Modules:0.")]
    [InlineData("'reader'", "['songs']", "shop:Roles is a text and no list: write its first entry to SelfLearning:ApiKeys:shop:Roles:0.")]
    [InlineData("['reader']", "[{ 'Name': 'songs' }]", "shop:Modules has an entry that is no text")]
    [InlineData("['reader']", "['songs', null]", "shop:Modules has")]
    [InlineData("['reader']", "['']", "shop:Modules has ''")]
    public void A_list_that_cannot_be_read_opens_nothing(string roles, string modules, string expected)
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => ReadJson(roles, modules));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.NewLine, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'ApiKeys': '{0}'", "SelfLearning:ApiKeys is a text")]
    [InlineData("'ApiKeys': true", "SelfLearning:ApiKeys is a text")]
    [InlineData("'ApiKeys': ['{0}']", "SelfLearning:ApiKeys:0 is a text")]
    [InlineData("'ApiKeys': {{ 'shop': '{0}' }}", "SelfLearning:ApiKeys:shop is a text")]
    public void A_text_in_place_of_keys_is_refused_with_the_way_out_and_not_repeated(string member, string expected)
    {
        foreach (var text in (string[])[Hash, Key])
        {
            var error = Assert.Throws<ModuleConfigurationException>(() => ReadJson(string.Format(CultureInfo.InvariantCulture, member, text)));

            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains(":Hash", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.NewLine, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("'ApiKeys': ''")]
    [InlineData("'ApiKeys': null")]
    [InlineData("'ApiKeys': []")]
    [InlineData("'ApiKeys': {}")]
    public void Nothing_in_place_of_keys_is_none(string member) => Assert.True(ReadJson(member).IsEmpty);

    [Fact]
    public void A_key_whose_list_of_modules_has_none_is_bound_to_none() => Assert.Empty(ReadJson("['reader']", "[]").Find(Key)!.Modules);

    [Fact]
    public void A_key_that_stands_where_its_hash_belongs_is_not_repeated_in_the_message()
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => Read(("shop:Hash", Key), ("shop:Roles:0", "caller")));

        Assert.DoesNotContain(Key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_callers_do_not_share_a_key()
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => Read(
            ("one:Hash", Hash), ("one:Roles:0", "caller"), ("two:Hash", Hash.ToUpperInvariant().Replace("SHA", "sha", StringComparison.Ordinal)), ("two:Roles:0", "operator")));

        Assert.Contains("'one' and 'two' have the same Hash", error.Message, StringComparison.Ordinal);
    }

    private static ApiKeys ReadJson(string roles, string modules) => ReadJson($"'ApiKeys': {{ 'shop': {{ 'Hash': '{Hash}', 'Roles': {roles}, 'Modules': {modules} }} }}");

    private static ApiKeys ReadJson(string member)
    {
        var json = $"{{ 'SelfLearning': {{ {member} }} }}".Replace('\'', '"');
        return ApiKeys.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build());
    }

    private static ApiKeys Read(params (string Key, string Value)[] settings) => ApiKeys.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"SelfLearning:ApiKeys:{setting.Key}", (string?)setting.Value))).Build());
}
