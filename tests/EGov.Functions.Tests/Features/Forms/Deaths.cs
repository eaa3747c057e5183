namespace EGov.Functions.Tests.Features.Forms;

/// <summary>Lets a process die at a chosen point: before or after any of its effects.</summary>
internal sealed class Deaths
{
    private int _passed;

    /// <summary>The point at which it dies; null to live.</summary>
    public int? At { get; set; }

    /// <summary>How many points were passed since the last start.</summary>
    public int Passed => _passed;

    public void Restart(int? at) => (_passed, At) = (0, at);

    public void Step(Action effect)
    {
        Pass();
        effect();
        Pass();
    }

    private void Pass()
    {
        if (_passed++ == At)
        {
            throw new IOException("The process dies here");
        }
    }
}
