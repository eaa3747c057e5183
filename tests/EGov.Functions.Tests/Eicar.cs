namespace EGov.Functions.Tests;

/// <summary>The harmless string that every scanner takes for malware (EICAR); in halves, so that no scanner takes this file for it.</summary>
internal static class Eicar
{
    public static readonly string Text = string.Concat(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
}
