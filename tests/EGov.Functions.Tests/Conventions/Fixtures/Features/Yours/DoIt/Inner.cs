namespace EGov.Functions.Tests.Conventions.Fixtures.Features.Yours.DoIt;

internal sealed record Inner(string Text);
