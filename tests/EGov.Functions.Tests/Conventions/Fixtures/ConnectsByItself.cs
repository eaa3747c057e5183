namespace EGov.Functions.Tests.Conventions.Fixtures;

internal sealed class ConnectsByItself
{
    public static Task<string> ReadAsync(Uri address)
    {
        using var http = new HttpClient();
        return http.GetStringAsync(address);
    }
}
