using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Tests.Bus;

return args switch
{
    [BusCrashChild.Word, var folder] => await BusCrashChild.RunAsync(folder),
    ["bus-throughput", var file, var backlog, var messages] => await MeasureAsync(file, int.Parse(backlog, null), int.Parse(messages, null)),
    _ when args.Any(a => a is "--server" or "--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, EGov.LocalRuntime.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};

static async Task<int> MeasureAsync(string file, int backlog, int messages)
{
    Console.WriteLine(await BusThroughput.MeasureAsync(file, backlog, messages));
    return 0;
}
