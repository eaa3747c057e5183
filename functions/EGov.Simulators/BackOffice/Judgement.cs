using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EGov.Simulators.BackOffice;

/// <summary>
/// What becomes of a submission, drawn from its reference: the same after a restart, so that a repeated step says the same thing.
/// </summary>
internal static class Judgement
{
    /// <summary>One submission in five gets a question first.</summary>
    public static bool AsksFirst(string reference) => Draw("question", reference, 5) == 0;

    /// <summary>One in ten is refused.</summary>
    public static bool Refuses(string reference) => Draw("decision", reference, 10) == 0;

    private static uint Draw(string matter, string reference, uint sides) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{matter}:{reference}"))) % sides;
}
