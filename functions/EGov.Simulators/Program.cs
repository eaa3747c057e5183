using EGov.Simulators;

await using var world = SimulatorsApp.Build(args);
await world.RunAsync();
