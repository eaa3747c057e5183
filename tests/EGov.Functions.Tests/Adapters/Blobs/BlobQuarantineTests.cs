using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Adapters.Blobs;

/// <summary>Calls the addresses as a browser does: plain HTTP, no storage library.</summary>
public sealed class BlobQuarantineTests(AzuriteServer azurite) : IDisposable
{
    private readonly HttpClient _browser = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_sent_in_blocks_arrives_whole_and_in_order()
    {
        var (address, blob) = await AddressAsync(TimeSpan.FromMinutes(15));
        string[] ids = [Id(0), Id(1), Id(2)];

        // The second block goes first, and the first twice: as after a dropped line.
        Assert.Equal(HttpStatusCode.Created, await PutAsync(With(address, $"comp=block&blockid={Uri.EscapeDataString(ids[1])}"), "two "));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(With(address, $"comp=block&blockid={Uri.EscapeDataString(ids[0])}"), "one "));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(With(address, $"comp=block&blockid={Uri.EscapeDataString(ids[0])}"), "one "));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(With(address, $"comp=block&blockid={Uri.EscapeDataString(ids[2])}"), "three"));
        Assert.False(await blob.ExistsAsync(Cancellation) && (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value.ContentLength > 0);
        Assert.Equal(
            HttpStatusCode.Created,
            await PutAsync(With(address, "comp=blocklist"), $"<BlockList>{string.Concat(ids.Select(id => $"<Latest>{id}</Latest>"))}</BlockList>"));

        Assert.Equal("one two three", (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToString());
    }

    [Fact]
    public async Task A_file_sent_at_once_arrives()
    {
        var (address, blob) = await AddressAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Created, await PutAsync(address, "whole"));

        Assert.Equal("whole", (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToString());
    }

    [Fact]
    public async Task The_address_neither_reads_nor_lists_nor_deletes()
    {
        var (address, blob) = await AddressAsync(TimeSpan.FromMinutes(15));
        await PutAsync(address, "secret");
        var container = new UriBuilder(address) { Path = string.Join('/', address.AbsolutePath.Split('/')[..3]) }.Uri;

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Head, address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, With(address, "comp=blocklist")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Delete, address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, With(container, "restype=container&comp=list")));
        Assert.True(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task The_address_writes_no_other_blob()
    {
        var (address, _) = await AddressAsync(TimeSpan.FromMinutes(15));
        var (other, blob) = await AddressAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(new UriBuilder(address) { Path = other.AbsolutePath }.Uri, "stray"));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(new UriBuilder(address) { Path = $"{address.AbsolutePath}2" }.Uri, "stray"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PutAsync(new UriBuilder(address) { Path = address.AbsolutePath.Replace("quarantine", "vault", StringComparison.Ordinal) }.Uri, "stray"));
        Assert.False(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task An_expired_address_writes_nothing()
    {
        var (address, blob) = await AddressAsync(TimeSpan.FromMinutes(-1));

        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(address, "late"));
        Assert.False(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task A_later_end_cannot_be_written_into_the_address()
    {
        var (address, blob) = await AddressAsync(TimeSpan.FromMinutes(-1));
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        query["se"] = "2099-01-01T00:00:00Z";

        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(new UriBuilder(address) { Query = query.ToString() }.Uri, "late"));
        Assert.False(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task Deleting_removes_the_file_and_may_be_repeated()
    {
        var storage = await azurite.ConnectAsync();
        var quarantine = new BlobQuarantine(storage, TimeProvider.System);
        var (draft, attachment) = (DraftIds.New("form"), DraftIds.NewAttachment());
        await PutAsync(await quarantine.UploadAddressAsync(draft, attachment, DateTimeOffset.UtcNow.AddMinutes(5), Cancellation), "x");
        var blob = storage.Blobs.GetBlobContainerClient(ContainerNames.Quarantine).GetBlobClient($"{draft}/{attachment}");
        Assert.True(await blob.ExistsAsync(Cancellation));

        await quarantine.DeleteAsync(draft, attachment, Cancellation);
        await quarantine.DeleteAsync(draft, attachment, Cancellation);

        Assert.False(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task Of_a_file_that_version_is_read_that_is_asked_for_and_no_more_of_it_than_is_asked_for()
    {
        var storage = await azurite.ConnectAsync();
        var quarantine = new BlobQuarantine(storage, TimeProvider.System);
        var (draft, attachment) = (DraftIds.New("form"), DraftIds.NewAttachment());
        var blob = storage.Blobs.GetBlobContainerClient(ContainerNames.Quarantine).GetBlobClient($"{draft}/{attachment}");
        var file = quarantine.Recognise(blob.Uri.AbsoluteUri)!;
        async Task<string> WriteAsync(string content) => (await blob.UploadAsync(BinaryData.FromString(content), overwrite: true, Cancellation)).Value.ETag.ToString();
        async Task<string?> ReadAsync(string version, long most = 100) =>
            await quarantine.ReadAsync(file, version, most, Cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

        var first = await WriteAsync("first");
        Assert.Equal("first", await ReadAsync(first));
        Assert.Equal("fir", await ReadAsync(first, 3));
        // As events write it, and as HTTP does.
        Assert.Equal("first", await ReadAsync(first.Trim('"')));
        var second = await WriteAsync(string.Empty);
        Assert.Null(await ReadAsync(first));
        Assert.Equal(string.Empty, await ReadAsync(second));
        await quarantine.DeleteAsync(draft, attachment, Cancellation);
        Assert.Null(await ReadAsync(second));
    }

    [Theory]
    [InlineData("{container}/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("{container}/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa/more", false)]
    [InlineData("{container}/form.abcdefgh12345678/", false)]
    [InlineData("{container}/form.abcdefgh12345678/..", false)]
    [InlineData("{container}/../vault/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("{container}/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa?snapshot=1", false)]
    [InlineData("{container}%2Fform.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("{container}2/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("{account}/vault/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("https://st1.blob.core.windows.net/quarantine/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("http://127.0.0.1@evil.example/quarantine/form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("", false)]
    public async Task Only_the_address_of_a_file_that_we_named_is_recognised(string address, bool ours)
    {
        var storage = await azurite.ConnectAsync();
        var container = storage.Blobs.GetBlobContainerClient(ContainerNames.Quarantine).Uri.AbsoluteUri;

        var file = new BlobQuarantine(storage, TimeProvider.System).Recognise(address
            .Replace("{container}", container, StringComparison.Ordinal)
            .Replace("{account}", container[..container.LastIndexOf('/')], StringComparison.Ordinal));

        Assert.Equal(ours ? new QuarantinedFile("form.abcdefgh12345678", "aaaaaaaaaaaaaaaaaaaa") : null, file);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(Uri Address, BlobClient Blob)> AddressAsync(TimeSpan lifetime)
    {
        var storage = await azurite.ConnectAsync();
        var (draft, attachment) = (DraftIds.New("form"), DraftIds.NewAttachment());
        var address = await new BlobQuarantine(storage, TimeProvider.System)
            .UploadAddressAsync(draft, attachment, DateTimeOffset.UtcNow + lifetime, Cancellation);
        return (address, storage.Blobs.GetBlobContainerClient(ContainerNames.Quarantine).GetBlobClient($"{draft}/{attachment}"));
    }

    private async Task<HttpStatusCode> PutAsync(Uri address, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        if (!address.Query.Contains("comp=", StringComparison.Ordinal))
        {
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
        }

        using var response = await _browser.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, Uri address)
    {
        using var request = new HttpRequestMessage(method, address);
        using var response = await _browser.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static Uri With(Uri address, string query) => new UriBuilder(address) { Query = $"{address.Query.TrimStart('?')}&{query}" }.Uri;

    private static string Id(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{number:D6}"));
}
