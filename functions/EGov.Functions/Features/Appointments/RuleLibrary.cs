using EGov.Domain.Appointments;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Appointments;

/// <summary>The rules of all departments, replaced whole whenever somebody has published.</summary>
public sealed partial class RuleLibrary(IRuleStore store, ILogger<RuleLibrary> logger) : IRuleLibrary, IDisposable
{
    private static readonly DepartmentRules s_shipped = ShippedRules.Read();

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile RuleState _state = RuleState.Of(0, [s_shipped]);

    public RuleBook Current => State.Book;

    public RuleState State => _state;

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _refreshing.WaitAsync(cancellation);
        try
        {
            var before = _state;
            if (await store.NewsAsync(before.Last, cancellation) is { } news)
            {
                var departments = new Dictionary<string, DepartmentRules>(before.Departments);
                foreach (var publication in news.Publications)
                {
                    departments[publication.Department] = Take(publication, departments.GetValueOrDefault(publication.Department));
                }

                _state = RuleState.Of(news.Last, departments.Values);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private DepartmentRules Take(RulePublication publication, DepartmentRules? before)
    {
        var documents = publication.Documents.Over(publication.Department == s_shipped.Department ? s_shipped.Documents : RuleDocumentSet.None);
        var reading = documents.Read();
        if (reading.Book is null)
        {
            Unreadable(publication.Department, publication.Number, reading.Defects.Count);
        }
        else
        {
            TakenUp(publication.Department, publication.Number);
        }

        return new DepartmentRules(publication.Department, publication.Number, publication.Documents, documents, reading.Book ?? before?.Book ?? RuleBook.Empty);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The rules of appointments of {Department} are those of publication {Number}")]
    private partial void TakenUp(string department, int number);

    [LoggerMessage(Level = LogLevel.Error, Message = "The rules of {Department} of publication {Number} have {Defects} defects for this build; what counted before stays in use")]
    private partial void Unreadable(string department, int number, int defects);
}
