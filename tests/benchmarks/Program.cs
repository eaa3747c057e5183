using System.Text.Json;
using EGov.Benchmarks;
using EGov.Benchmarks.Reports;
using EGov.Testing;

// bench [name ...] [--rounds N] [--seconds S] [--clients 1,16,64] [--peers] [--output FOLDER]
var names = args.TakeWhile(argument => !argument.StartsWith('-')).ToList();
var options = BenchOptions.Parse([.. args.Skip(names.Count)]);
if (names.Except(Registry.All.Select(scenario => scenario.Name)).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"No scenario '{unknown}'. There are: {string.Join(", ", Registry.All.Select(scenario => scenario.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var output = options.Output ?? RepositoryFolder.Path("artifacts", "bench");
Directory.CreateDirectory(output);
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true };
var failures = 0;
foreach (var scenario in Registry.All.Where(scenario => names.Count == 0 || names.Contains(scenario.Name)))
{
    var result = await scenario.RunAsync(options, Console.Error, interrupted.Token);
    var table = MarkdownReport.Of(result);
    Console.WriteLine(table);
    await File.WriteAllTextAsync(Path.Combine(output, $"{result.Name}.md"), table);
    await File.WriteAllTextAsync(Path.Combine(output, $"{result.Name}.json"), JsonSerializer.Serialize(result, json));
    if (result.Comparisons.Count > 0)
    {
        await File.WriteAllTextAsync(Path.Combine(output, $"{result.Name}.svg"), SvgChart.Of(result));
    }

    failures += result.Failures.Count;
}

return failures == 0 ? 0 : 1;
