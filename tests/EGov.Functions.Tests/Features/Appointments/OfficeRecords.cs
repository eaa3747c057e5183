using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Forms;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>What officers leave behind, in memory: who looked, who changed a quota, and which reference leads where.</summary>
internal sealed class OfficeRecords(Deaths deaths) : IAccessLog, IAppointmentReferences, IQuotaChanges
{
    public List<(string Person, Reference Reference, string Actor, Access Access)> Accesses { get; } = [];

    public Dictionary<Reference, ListedAppointment> References { get; } = [];

    public List<QuotaChange> Changes { get; } = [];

    public Task AddAsync(string person, Reference reference, string actor, Access access, CancellationToken cancellation)
    {
        deaths.Step(() => Accesses.Add((person, reference, actor, access)));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PersonAccess>> ListAllAsync(string person, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<PersonAccess>>(
        [.. Accesses.Where(access => access.Person == person).Select(access => new PersonAccess(access.Reference, access.Access)).Reverse()]);

    public Task<IReadOnlyList<Access>> ListAsync(string person, Reference reference, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Access>>([.. Accesses.Where(access => access.Person == person && access.Reference == reference).Select(access => access.Access).Reverse()]);

    public string Part(Reference reference) => "";

    public Task AddAsync(IReadOnlyCollection<(Reference Reference, ListedAppointment Appointment)> made, CancellationToken cancellation)
    {
        foreach (var (reference, appointment) in made)
        {
            References.TryAdd(reference, appointment);
        }

        return Task.CompletedTask;
    }

    public Task<ListedAppointment?> FindAsync(Reference reference, CancellationToken cancellation) => Task.FromResult(References.GetValueOrDefault(reference));

    public Task<QuotaChange> BeginAsync(QuotaChange begun, CancellationToken cancellation)
    {
        if (Changes.Find(change => change.Call == begun.Call) is { } there)
        {
            return Task.FromResult(there);
        }

        deaths.Step(() => Changes.Add(begun));
        return Task.FromResult(begun);
    }

    public Task FinishAsync(QuotaChange done, CancellationToken cancellation)
    {
        deaths.Step(() => Changes[Changes.FindIndex(change => change.Call == done.Call)] = done);
        return Task.CompletedTask;
    }

    public Task<QuotaChangePage> ListAsync(string office, string? continuation, int take, CancellationToken cancellation) =>
        Task.FromResult(new QuotaChangePage([.. Changes.Where(change => change.Office == office)], null));
}
