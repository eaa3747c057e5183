using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using EGov.Operations.Backups;

namespace EGov.Operations.Tests.Backups;

public sealed class BackupTests(AccountPair accounts) : IClassFixture<AccountPair>
{
    private const int Many = 1_250;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_comes_back_as_it_was()
    {
        var inventory = await FilledAsync();
        var (folder, name) = (accounts.NewFolder(), inventory.Tables[0]);

        var written = await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);
        await new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);

        Assert.Equal((Many + 1, 3), (written.Tables[0].Count, written.Containers[0].Count));
        var (before, after) = (await RowAsync(accounts.From, name), await RowAsync(accounts.To, name));
        Assert.Equal(11, before.Count(property => property.Key is not ("odata.etag" or "Timestamp")));
        Assert.All(before.Where(property => property.Key is not ("odata.etag" or "Timestamp")), property =>
        {
            Assert.Equal(property.Value, after[property.Key]);
            Assert.Equal(property.Value.GetType(), after[property.Key].GetType());
        });
        var blob = (await accounts.To.Blobs.GetBlobContainerClient(name).GetBlobClient("folder/photograph").DownloadContentAsync(Cancellation)).Value;
        Assert.Equal(Content(1_300_000), blob.Content.ToArray());
        Assert.Equal(("image/jpeg", "yes"), (blob.Details.ContentType, blob.Details.Metadata["sealed"]));
        Assert.Equal(0, (await accounts.To.Blobs.GetBlobContainerClient(name).GetBlobClient("empty").GetPropertiesAsync(cancellationToken: Cancellation)).Value.ContentLength);
    }

    [Fact]
    public async Task An_account_with_data_of_its_own_is_left_alone()
    {
        var inventory = await FilledAsync();
        var (folder, name) = (accounts.NewFolder(), inventory.Tables[0]);
        await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);
        await accounts.To.Tables.CreateTableIfNotExistsAsync(name, Cancellation);
        await accounts.To.Tables.GetTableClient(name).AddEntityAsync(new TableEntity("somebody", "else"), Cancellation);

        var refused = await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation));

        Assert.Equal($"The account is not empty: the table {name} holds something. A backup is restored into an empty account", refused);
        Assert.Single(await accounts.To.Tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_may_be_repeated()
    {
        var inventory = await FilledAsync();
        var folder = accounts.NewFolder();
        var manifest = await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);
        using var interruption = new CancellationTokenSource();
        // After the table, before the container.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Restore(accounts.To, inventory, new Interrupting(interruption)).WriteAsync(folder, interruption.Token));
        Assert.True(await accounts.To.Blobs.GetBlobContainerClient(Restore.MarkOf(manifest)).ExistsAsync(Cancellation));

        await new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);

        Assert.False(await accounts.To.Blobs.GetBlobContainerClient(Restore.MarkOf(manifest)).ExistsAsync(Cancellation));
        await new Verification(accounts.To, inventory, TextWriter.Null).CompareAsync(folder, Cancellation);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000)]
    public async Task A_file_that_was_cut_is_refused_before_anything_is_written_and_named(int length)
    {
        var (inventory, folder, file) = await BackedUpAsync();
        await using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(length);
        }

        var refused = await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation));

        Assert.Matches($"^{Path.GetFileName(file)} (is broken at line [0-9]+|(is broken|ends) after line [0-9]+ of {Many + 1})$", refused);
        await NothingWasWrittenAsync(inventory);
    }

    [Fact]
    public async Task A_row_that_was_changed_is_refused_with_its_file()
    {
        var (inventory, folder, file) = await BackedUpAsync();
        await RewriteAsync(file, text => text.Replace("value 700", "value 007", StringComparison.Ordinal));

        Assert.Equal($"{Path.GetFileName(file)} was changed: its hash is not the manifest's", await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation)));
        await NothingWasWrittenAsync(inventory);
    }

    [Fact]
    public async Task A_line_that_is_no_row_is_refused_with_its_number()
    {
        var (inventory, folder, file) = await BackedUpAsync();
        await RewriteAsync(file, text => string.Join('\n', text.Split('\n').Select((line, number) => number == 41 ? "nonsense" : line)));

        Assert.Equal($"{Path.GetFileName(file)} is broken at line 42", await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation)));
    }

    [Fact]
    public async Task A_backup_that_was_interrupted_is_no_backup()
    {
        var (inventory, folder, _) = await BackedUpAsync();
        File.Delete(Path.Combine(folder, Manifest.FileName));

        Assert.Contains("has no manifest.json", await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_takes_no_backup()
    {
        var (inventory, folder, _) = await BackedUpAsync();

        Assert.Equal($"{folder} is not empty", await RefusedAsync(new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(folder, Cancellation)));
    }

    [Theory]
    [InlineData("changed", "row 702 differs: the backup has [\"person\",\"0700\", the account [\"person\",\"0700\"")]
    [InlineData("lost", "row 702 differs: the backup has [\"person\",\"0700\", the account [\"person\",\"0701\"")]
    [InlineData("added", "row 1252 is in the account and not in the backup")]
    public async Task What_is_not_as_in_the_backup_is_named(string what, string place)
    {
        var (inventory, folder, _) = await BackedUpAsync();
        var table = accounts.From.Tables.GetTableClient(inventory.Tables[0]);
        await (what switch
        {
            "changed" => table.UpsertEntityAsync(new TableEntity("person", "0700") { ["Text"] = "another" }, TableUpdateMode.Replace, Cancellation),
            "lost" => table.DeleteEntityAsync("person", "0700", cancellationToken: Cancellation),
            _ => table.AddEntityAsync(new TableEntity("zz", "new"), Cancellation),
        });

        var refused = await RefusedAsync(new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation));

        Assert.Equal($"the table {inventory.Tables[0]}, {place}", refused);
    }

    [Theory]
    [InlineData("tables", "table")]
    [InlineData("containers", "container")]
    public async Task A_backup_that_lacks_what_its_version_has_is_refused_by_name(string list, string kind)
    {
        var (inventory, folder, _) = await BackedUpAsync();
        await ForgetAsync(folder, list);
        var why = $"The backup lacks the {kind} {inventory.Tables[0]}, which version 1 of the inventory has";

        Assert.Equal(why, await RefusedAsync(new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)));
        Assert.Equal(why, await RefusedAsync(new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation)));
        await NothingWasWrittenAsync(inventory);
    }

    [Fact]
    public async Task A_backup_of_an_older_version_lacks_what_came_later_and_the_account_must_too()
    {
        var (older, folder, _) = await BackedUpAsync();
        var later = $"later{Guid.NewGuid():N}";
        await accounts.From.Tables.CreateTableAsync(later, Cancellation);
        var inventory = older with { Tables = [.. older.Tables, later], Version = 2, Added = new Dictionary<string, int> { [later] = 2 } };

        Assert.Equal(1, (await new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)).Inventory);
        await accounts.From.Tables.GetTableClient(later).AddEntityAsync(new TableEntity("somebody", "new"), Cancellation);
        Assert.Equal(
            $"the table {later}, row 1 is in the account and not in the backup",
            await RefusedAsync(new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)));

        // Said to be of the version that has it, the same backup is not whole.
        await ChangeManifestAsync(folder, manifest => manifest["inventory"] = 2);
        Assert.Equal(
            $"The backup lacks the table {later}, which version 2 of the inventory has",
            await RefusedAsync(new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)));
    }

    /// <summary>Uploads that nobody had looked at were in backups once.</summary>
    [Fact]
    public async Task What_only_waited_in_an_older_backup_is_not_restored()
    {
        var (older, folder, _) = await BackedUpAsync();
        var inventory = older with { Containers = [], Passing = older.Containers };

        var restored = await new Restore(accounts.To, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);

        Assert.Empty(restored.Containers);
        Assert.False(await accounts.To.Blobs.GetBlobContainerClient(older.Containers[0]).ExistsAsync(Cancellation));
    }

    [Fact]
    public void The_quarantine_is_in_no_backup_and_everything_else_is()
    {
        var shipped = StorageInventory.Shipped();

        Assert.Equal(["quarantine"], shipped.Passing);
        Assert.Equal(["vault", "audit"], shipped.Containers);
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        var (inventory, folder, _) = await BackedUpAsync();
        await ChangeManifestAsync(folder, manifest => manifest["inventory"] = 2);

        Assert.Equal(
            "The backup is of version 2 of the inventory, and this program knows version 1",
            await RefusedAsync(new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)));
    }

    [Fact]
    public async Task A_backup_from_before_there_were_versions_is_of_the_first()
    {
        var (inventory, folder, _) = await BackedUpAsync();
        await ChangeManifestAsync(folder, manifest => manifest.Remove("inventory"));

        Assert.Equal(1, (await new Verification(accounts.From, inventory, TextWriter.Null).CompareAsync(folder, Cancellation)).Inventory);
    }

    [Fact]
    public void The_shipped_inventory_is_the_platforms() => Assert.Contains("Submissions", StorageInventory.Shipped().Tables);

    private async Task<StorageInventory> FilledAsync()
    {
        var inventory = await accounts.InventoryAsync();
        var table = accounts.From.Tables.GetTableClient(inventory.Tables[0]);
        await table.AddEntityAsync(
            new TableEntity("all", "types")
            {
                ["Binary"] = new byte[] { 0, 255, 10, 13 },
                ["Instant"] = new DateTimeOffset(2026, 11, 25, 15, 30, 0, TimeSpan.Zero).AddTicks(1234567),
                ["Whole"] = 1.0,
                ["Third"] = 1 / 3.0,
                ["Large"] = long.MaxValue,
                ["Small"] = int.MinValue,
                ["Empty"] = "",
                ["Text"] = "陳大文\n\"\u2028",
                ["Flag"] = true,
            },
            Cancellation);
        foreach (var rows in Enumerable.Range(0, Many).Chunk(100))
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("person", $"{row:0000}") { ["Text"] = $"value {row}" })), Cancellation);
        }

        var container = accounts.From.Blobs.GetBlobContainerClient(inventory.Containers[0]);
        await container.GetBlobClient("folder/photograph").UploadAsync(
            BinaryData.FromBytes(Content(1_300_000)),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "image/jpeg" }, Metadata = new Dictionary<string, string> { ["sealed"] = "yes" } },
            Cancellation);
        await container.GetBlobClient("empty").UploadAsync(BinaryData.FromBytes([]), Cancellation);
        await container.GetBlobClient("small").UploadAsync(BinaryData.FromString("x"), Cancellation);
        return inventory;
    }

    private async Task<(StorageInventory Inventory, string Folder, string TableFile)> BackedUpAsync()
    {
        var (inventory, folder) = (await FilledAsync(), accounts.NewFolder());
        var manifest = await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(folder, Cancellation);
        return (inventory, folder, Path.Combine(folder, manifest.Tables[0].TableFile));
    }

    private async Task NothingWasWrittenAsync(StorageInventory inventory) =>
        Assert.Empty(await accounts.To.Tables.QueryAsync($"TableName eq '{inventory.Tables[0]}'", cancellationToken: Cancellation).ToListAsync(Cancellation));

    private static async Task<TableEntity> RowAsync(Account account, string table) =>
        (await account.Tables.GetTableClient(table).GetEntityAsync<TableEntity>("all", "types", cancellationToken: Cancellation)).Value;

    private static async Task<string> RefusedAsync(Task operation) => (await Assert.ThrowsAsync<OperationRefusedException>(() => operation)).Message;

    private static async Task RewriteAsync(string file, Func<string, string> change)
    {
        string text;
        await using (var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
        {
            text = await new StreamReader(stream).ReadToEndAsync(Cancellation);
        }

        await using var changed = new GZipStream(File.Create(file), CompressionMode.Compress);
        await changed.WriteAsync(Encoding.UTF8.GetBytes(change(text)), Cancellation);
    }

    private static Task ForgetAsync(string folder, string list) => ChangeManifestAsync(folder, manifest => manifest[list] = new JsonArray());

    private static async Task ChangeManifestAsync(string folder, Action<JsonObject> change)
    {
        var path = Path.Combine(folder, Manifest.FileName);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!.AsObject();
        change(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Cancellation);
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(place => (byte)(place * 31 / 7))];

    /// <summary>Whoever says something is the last to be heard.</summary>
    private sealed class Interrupting(CancellationTokenSource interruption) : StringWriter
    {
        public override Task WriteLineAsync(string? value) => interruption.CancelAsync();
    }
}
