using Microsoft.Playwright;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>axe-core, which finds what keeps people with disabilities from using a page.</summary>
internal static class AxeCore
{
    private static readonly Lazy<Task<string>> Source = new(() => File.ReadAllTextAsync(Tools.Axe));

    // Gives one line for each violation that is serious or critical: the rule, and where it is broken and how.
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations', 'passes'] })).violations
          .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
          .map(violation => `${violation.id} (${violation.impact}): ${violation.help}: `
            + violation.nodes.slice(0, 5).map(node => `${node.target.join(' ')} [${[...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')}]`).join(' | '))
        """;

    /// <summary>The serious and critical violations on a page as it is now.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        // By the debugger and not as a script of the page, which its content security policy forbids.
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync(await Source.Value);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
