using System.Text;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Sends a file to its upload address as the portal's page does: blocks, then the list of blocks.</summary>
internal static class BrowserUpload
{
    public static async Task SendAsync(HttpClient browser, Uri address, byte[] content, int blockSize)
    {
        // At least two blocks, so that their order matters.
        var size = Math.Max(1, Math.Min(blockSize, (content.Length + 1) / 2));
        var ids = new List<string>();
        for (var start = 0; start < content.Length; start += size)
        {
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ids.Count:D6}"));
            ids.Add(id);
            await PutAsync(browser, address, $"comp=block&blockid={Uri.EscapeDataString(id)}", content[start..Math.Min(content.Length, start + size)]);
        }

        var list = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(ids.Select(id => $"<Latest>{id}</Latest>"))}</BlockList>";
        await PutAsync(browser, address, "comp=blocklist", Encoding.UTF8.GetBytes(list));
    }

    private static async Task PutAsync(HttpClient browser, Uri address, string query, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new UriBuilder(address) { Query = $"{address.Query.TrimStart('?')}&{query}" }.Uri)
        {
            Content = new ByteArrayContent(content),
        };
        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
