using EGov.Crash;

// crash [name] [--kills N | --minutes N] [--seed S] [--clients N] [--attempts N] [--faults RATE] [--outages N] [--output FOLDER]
var names = args.TakeWhile(argument => !argument.StartsWith('-')).ToList();
if (names.Except(CrashScenarios.All.Select(scenario => scenario.Name)).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"No crash scenario '{unknown}'. There are: {string.Join(", ", CrashScenarios.All.Select(scenario => scenario.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var broken = 0;
foreach (var scenario in CrashScenarios.All.Where(scenario => names.Count == 0 || names.Contains(scenario.Name)))
{
    var options = CrashOptions.Parse([.. args.Skip(names.Count)], scenario.Usual);
    var report = await CrashRun.RunAsync(scenario, options, Console.Out, interrupted.Token);
    report.Write(Console.Out, scenario.Promise);
    broken += report.Complaints.Count;
}

return broken == 0 ? 0 : 1;
