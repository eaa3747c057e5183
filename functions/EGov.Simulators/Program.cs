using EGov.Simulators;

await using var portal = PortalHost.Build(args);
await using var world = SimulatorsApp.Build(args);
await portal.StartAsync();
await world.RunAsync();
await portal.StopAsync();
