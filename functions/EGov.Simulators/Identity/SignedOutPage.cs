namespace EGov.Simulators.Identity;

/// <summary>What a person sees who signs out without an address to go back to.</summary>
internal sealed class SignedOutPage(Locale locale) : HtmlPage(locale, s_title.In(locale.Code))
{
    private static readonly Wording s_title = new("You have signed out", "你已登出", "你已登出");
    private static readonly Wording s_text = new("You may close this page.", "你可以關閉此頁面。", "你可以关闭此页面。");

    protected override string Main() => $"<p>{Encode(s_text.In(Locale.Code))}</p>";
}
