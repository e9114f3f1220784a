using System.Globalization;
using SelfLearning.Storage.Sqlite.Tests.Support;

// The child process of the durability tests: "write <path> <prefix>" writes until it is killed,
// "count <path> <times>" adds to one record, "measure <path> <callers> <writes> <bytes>" prints numbers.
return args switch
{
    ["write", var path, var prefix] => await ChildPrograms.WriteUntilKilledAsync(path, prefix),
    ["count", var path, var times] => await ChildPrograms.CountAsync(path, int.Parse(times, CultureInfo.InvariantCulture)),
    ["measure", var path, var callers, var writes, var bytes] => await ChildPrograms.MeasureAsync(
        path,
        int.Parse(callers, CultureInfo.InvariantCulture),
        int.Parse(writes, CultureInfo.InvariantCulture),
        int.Parse(bytes, CultureInfo.InvariantCulture)),
    _ => 64,
};
