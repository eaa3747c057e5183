using EGov.Functions.Features.Submissions.SubmitForm;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Submissions;

/// <summary>What the feature Submissions is made of.</summary>
public static class SubmissionsFeature
{
    public static IServiceCollection AddSubmissionsFeature(this IServiceCollection services) => services
        .AddSingleton<References>()
        .AddSingleton<Forms.ISubmittedDrafts, SubmittedDrafts>()
        .AddSingleton<SubmittedFiles>()
        .AddSingleton<SubmittedFileDownload>()
        .AddSingleton<OwnCases>()
        .AddSingleton<DepartmentCases>()
        .AddSingleton<Deed>()
        .AddSingleton<SubmitFormHandler>();
}
