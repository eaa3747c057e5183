using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EGov.Simulators.Identity;

/// <summary>The personas as buttons of one form, which carries the portal's request along unchanged.</summary>
internal sealed class SignInPage(OpenIddictRequest request, Locale locale, SimulatorSettings settings)
    : HtmlPage(locale, s_title.In(locale.Code), settings.PortalOrigins)
{
    private static readonly Wording s_title = new("Choose who to sign in as", "選擇以誰的身分登入", "选择以谁的身份登录");
    private static readonly Wording s_intro = new(
        "There are no passwords here. Choose a person and you go back to the portal signed in as that person.",
        "這裏不設密碼。選擇一位人物後，你便會以該人物的身分返回網站。",
        "这里不设密码。选择一位人物后，你便会以该人物的身份返回网站。");
    private static readonly Wording s_languages = new("Language", "語言", "语言");
    private static readonly Wording s_citizens = new("Citizens", "市民", "市民");
    private static readonly Wording s_officers = new("Officers", "人員", "人员");
    private static readonly Wording s_platform = new("Staff of the platform", "平台職員", "平台职员");
    private static readonly Dictionary<string, Wording> s_roles = new()
    {
        [Roles.Citizen] = new("citizen", "市民", "市民"),
        [Roles.Officer] = new("officer", "部門人員", "部门人员"),
        [Roles.ContentEditor] = new("content editor", "內容編輯", "内容编辑"),
        [Roles.HelpDesk] = new("help desk officer", "服務台人員", "服务台人员"),
        [Roles.Operator] = new("operator", "系統操作員", "系统操作员"),
    };

    protected override string Navigation()
    {
        var links = Locale.All.Select(other => other == Locale
            ? $"<li><span lang=\"{other.Tag}\" aria-current=\"true\">{other.OwnName}</span></li>"
            : $"<li><a lang=\"{other.Tag}\" hreflang=\"{other.Tag}\" href=\"{Encode(SamePageIn(other))}\">{other.OwnName}</a></li>");
        return $"<nav aria-label=\"{Encode(s_languages.In(Locale.Code))}\"><ul class=\"languages\">{string.Concat(links)}</ul></nav>";
    }

    protected override string Main()
    {
        var html = new StringBuilder($"<p>{Encode(s_intro.In(Locale.Code))}</p>\n<form method=\"post\" action=\"/connect/authorize\">\n");
        foreach (var (name, value) in Carried())
        {
            html.Append("<input type=\"hidden\" name=\"").Append(Encode(name)).Append("\" value=\"").Append(Encode(value)).Append("\">\n");
        }

        foreach (var group in Personas.All.GroupBy(Heading))
        {
            html.Append("<section><h2>").Append(Encode(group.Key)).Append("</h2><ul class=\"personas\">\n");
            foreach (var persona in group)
            {
                html.Append("<li>").Append(Button(persona)).Append("</li>\n");
            }

            html.Append("</ul></section>\n");
        }

        return html.Append("</form>").ToString();
    }

    private string Button(Persona persona)
    {
        var chinese = Locale.Code == "sc" ? (Tag: "zh-Hans-HK", Name: persona.Name.Sc) : (Tag: "zh-Hant-HK", Name: persona.Name.Tc);
        return $"<button name=\"persona\" value=\"{persona.Id}\"><span class=\"name\"><span lang=\"en\">{Encode(persona.Name.En)}</span> "
            + $"<span lang=\"{chinese.Tag}\">{Encode(chinese.Name)}</span></span> <span class=\"role\">{Encode(s_roles[persona.Role].In(Locale.Code))}</span></button>";
    }

    private string Heading(Persona persona) => Department.ByCode(persona.Department) is { } department
        ? department.Name.In(Locale.Code) + (Locale.Code == "en" ? " – " : "：") + s_officers.In(Locale.Code)
        : (persona.Role == Roles.Citizen ? s_citizens : s_platform).In(Locale.Code);

    private IEnumerable<(string Name, string Value)> Carried() =>
        request.GetParameters()
            .Where(parameter => parameter.Key != "persona")
            .Select(parameter => (parameter.Key, Value: (string?)parameter.Value ?? ""))
            .Where(parameter => parameter.Value.Length > 0);

    private string SamePageIn(Locale other)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in Carried().Where(parameter => parameter.Name != Parameters.UiLocales))
        {
            query.Add(name, value);
        }

        query.Add(Parameters.UiLocales, other.Tag);
        return "/connect/authorize" + query;
    }
}
