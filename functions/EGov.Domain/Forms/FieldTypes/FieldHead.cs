namespace EGov.Domain.Forms.FieldTypes;

/// <summary>What every field has, whatever its type.</summary>
internal sealed record FieldHead(string Id, string Type, Text Label, Text? Hint, bool Required);
