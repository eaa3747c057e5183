namespace EGov.Functions.Hosting.Protection;

/// <summary>Where the application's secrets are kept: Key Vault in the cloud, a folder only the developer can read here.</summary>
public interface ISecretVault
{
    /// <summary>32 random bytes, the same for every instance and every start.</summary>
    ReadOnlyMemory<byte> Key(string name);

    /// <summary>An EC P-256 private key in PEM, the same for every instance and every start.</summary>
    string SigningKey(string name);

    /// <summary>The newest key of that name, and those before it, newest first: what an older one sealed stays readable after a rotation.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> KeyVersions(string name);

    /// <summary>The newest signing key of that name, and those before it, newest first.</summary>
    IReadOnlyList<string> SigningKeyVersions(string name);
}
