using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace EGov.LocalRuntime.Faults;

/// <summary>An error as the storage services write it: the code in a header for blobs, in the body for tables.</summary>
internal sealed class InjectedResponse(int status, string code, string clientRequestId) : Response
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = "application/json;odata=minimalmetadata",
        ["x-ms-error-code"] = code,
    };

    public override int Status => status;

    public override string ReasonPhrase => code;

    public override bool IsError => true;

    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(
        $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"Injected."} } }"""));

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
