namespace EGov.Simulators.BackOffice;

/// <summary>What the simulated departments write to applicants.</summary>
internal static class Letters
{
    private static readonly Wording s_anyQuestion = new(
        "Please give a telephone number at which we can reach you during office hours.",
        "請提供辦公時間內可聯絡你的電話號碼。",
        "请提供办公时间内可联络你的电话号码。");

    private static readonly Dictionary<string, Wording> s_questions = new()
    {
        ["immd"] = new(
            "Please tell us the date of your last arrival in Hong Kong.",
            "請告知你最近一次抵港的日期。",
            "请告知你最近一次抵港的日期。"),
        ["td"] = new(
            "Please confirm that the address on your application is where you live now.",
            "請確認申請表上的地址是你現時的住址。",
            "请确认申请表上的地址是你现时的住址。"),
        ["ird"] = new(
            "Please tell us from which date the change you reported takes effect.",
            "請告知你所申報的更改由何日起生效。",
            "请告知你所申报的更改由何日起生效。"),
        ["reo"] = new(
            "Please tell us how long you have lived at the address on your form.",
            "請告知你在表格所填的地址居住了多久。",
            "请告知你在表格所填的地址居住了多久。"),
        ["rvd"] = new(
            "Please tell us on which floor and in which unit the property is.",
            "請告知該物業所在的樓層及單位。",
            "请告知该物业所在的楼层及单位。"),
        ["lcsd"] = new(
            "Please tell us how many people will take part.",
            "請告知參加的人數。",
            "请告知参加的人数。"),
    };

    private static readonly Wording s_approved = new(
        "We have checked what you sent us. It meets the requirements, and your application is approved.",
        "我們已核對你遞交的資料。資料符合規定，你的申請獲得批准。",
        "我们已核对你递交的资料。资料符合规定，你的申请获得批准。");

    private static readonly Wording s_refused = new(
        "What you sent us does not agree with our records, so we cannot approve your application. You may apply again with the correct details.",
        "你遞交的資料與我們的紀錄不符，因此我們未能批准你的申請。你可更正資料後再次申請。",
        "你递交的资料与我们的记录不符，因此我们未能批准你的申请。你可更正资料后再次申请。");

    /// <summary>The department's question, in the language of the submission.</summary>
    public static string Question(string department, string language) => s_questions.GetValueOrDefault(department, s_anyQuestion).In(language);

    /// <summary>The reason of a decision, in the language of the submission.</summary>
    public static string Reason(bool refused, string language) => (refused ? s_refused : s_approved).In(language);
}
