namespace EGov.Domain.Forms.FieldTypes;

/// <summary>One thing to choose: the value that is kept and the words a person reads.</summary>
public sealed record FieldOption(string Value, Text Label);
