namespace EGov.Operations;

/// <summary>The operation cannot or must not go on; the message tells the operator why, and at which place.</summary>
public sealed class OperationRefusedException(string message, Exception? inner = null) : Exception(message, inner);
