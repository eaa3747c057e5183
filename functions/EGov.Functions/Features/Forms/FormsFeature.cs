using EGov.Functions.Features.Forms.AddAttachment;
using EGov.Functions.Features.Forms.ExpireDrafts;
using EGov.Functions.Features.Forms.JudgeAttachment;
using EGov.Functions.Features.Forms.PublishForm;
using EGov.Functions.Features.Forms.SaveDraft;
using EGov.Functions.Features.Forms.StartDraft;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Forms;

/// <summary>What the feature Forms is made of.</summary>
public static class FormsFeature
{
    public static IServiceCollection AddFormsFeature(this IServiceCollection services) => services
        .AddSingleton<IFormLibrary, FormLibrary>()
        .AddHostedService<FormLibraryKeeper>()
        .AddSingleton<OwnDrafts>()
        .AddSingleton<OwnAttachments>()
        .AddSingleton<UploadAddresses>()
        .AddSingleton<DraftRemoval>()
        .AddSingleton<PublishFormHandler>()
        .AddSingleton<StartDraftHandler>()
        .AddSingleton<SaveDraftHandler>()
        .AddSingleton<ExpireDraftsHandler>()
        .AddSingleton<AddAttachmentHandler>()
        .AddSingleton<JudgeAttachmentHandler>();
}
