using System.Text.Json;
using System.Text.RegularExpressions;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What the catalogues of refusals owe to the code and to the reader. Each rule answers with what breaks it.</summary>
internal static partial class RefusalRules
{
    /// <summary>Traditional characters and the simplified ones that stand in their place: none may be in the other's sentence.</summary>
    private const string Pairs =
        "檔档頁页續续編编號号請请輸输傳传處处務务為为個个與与無无這这項项內内選选擇择號号碼码證证處处電电郵邮話话會会過过還还後后來来時时間间開开關关門门問问題题實实際际數数據据單单雙双車车東东馬马讀读寫写說说語语調调查查請请認认識识護护變变讓让議议負负責责貨货費费買买賣卖貼贴資资質质贊赞達达遞递運运遲迟適适選选遺遗邊边鄉乡釋释鐘钟鎖锁長长閉闭闊阔陽阳陰阴際际險险隨随隱隐難难雜杂離离雲云須须預预領领顯显風风飛飞飯饭館馆體体點点黨党齊齐聲声號号蟲虫術术衛卫裝装裡里見见規规視视覺觉觸触訂订計计訊讯記记訪访設设許许診诊詞词試试詳详誤误課课論论諮谙謝谢譯译準准滿满漢汉潔洁灣湾燈灯狀状獨独現现環环產产畢毕異异當当疊叠療疗發发盡尽監监盤盘礎础確确禮礼種种稱称積积穩稳窮穷節节範范築筑簽签簡简紀纪約约級级純纯紙纸細细終终組组結结絕绝給给統统經经綠绿維维網网緊紧線线緩缓總总繁繁織织繳缴續续聯联職职腦脑臨临舊旧藝艺華华萬万葉叶蓋盖藥药處处";

    /// <summary>Codes that the source gives to a refusal and no catalogue has.</summary>
    public static IEnumerable<string> Missing(IEnumerable<string> sources, IEnumerable<string> engineCodes, IReadOnlySet<string> catalogue) =>
        sources.SelectMany(source => Given().Matches(source)).Select(match => match.Groups["code"].Value)
            .Concat(engineCodes)
            .Distinct()
            .Where(code => !catalogue.Contains(code))
            .Select(code => $"{code} is in no catalogue");

    /// <summary>Codes of a catalogue that nothing gives any more.</summary>
    public static IEnumerable<string> Unused(IReadOnlyCollection<string> sources, IReadOnlyCollection<string> engineCodes, IEnumerable<string> catalogue) =>
        catalogue
            .Where(code => !engineCodes.Contains(code) && !sources.Any(source => source.Contains($"\"{code}\"", StringComparison.Ordinal)))
            .Select(code => $"{code} is given by nothing");

    /// <summary>A code stands in one catalogue, kebab-case, with a sentence in each language that is in that language.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<JsonElement> catalogues)
    {
        var entries = catalogues.SelectMany(catalogue => catalogue.EnumerateObject()).ToList();
        foreach (var twice in entries.GroupBy(entry => entry.Name).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Key} stands in two places";
        }

        foreach (var entry in entries)
        {
            var (en, tc, sc) = (Sentence(entry, "en"), Sentence(entry, "tc"), Sentence(entry, "sc"));
            foreach (var fault in Faults(entry, en, tc, sc))
            {
                yield return $"{entry.Name}: {fault}";
            }
        }
    }

    /// <summary>The codes of docs/forms.md under "What an answer can get wrong".</summary>
    public static IReadOnlyList<string> EngineCodes(string document)
    {
        var from = document.IndexOf("## What an answer can get wrong", StringComparison.Ordinal);
        var to = document.IndexOf("Each comes with", from, StringComparison.Ordinal);
        return [.. Quoted().Matches(document[from..to]).Select(match => match.Groups["code"].Value)];
    }

    private static IEnumerable<string> Faults(JsonProperty entry, string en, string tc, string sc)
    {
        if (!KebabCase().IsMatch(entry.Name))
        {
            yield return "the code is not kebab-case";
        }

        if (new[] { en, tc, sc }.Any(string.IsNullOrWhiteSpace))
        {
            yield return "a language is missing";
            yield break;
        }

        if (tc == en || sc == en)
        {
            yield return "a Chinese sentence is the English one";
        }

        if (Han().IsMatch(en))
        {
            yield return "the English sentence has Chinese characters";
        }

        for (var pair = 0; pair + 1 < Pairs.Length; pair += 2)
        {
            var (traditional, simplified) = (Pairs[pair], Pairs[pair + 1]);
            if (traditional != simplified && sc.Contains(traditional, StringComparison.Ordinal))
            {
                yield return $"the simplified sentence has {traditional}";
            }

            if (traditional != simplified && tc.Contains(simplified, StringComparison.Ordinal) && simplified is not ('后' or '里' or '准' or '范' or '云' or '台' or '谙'))
            {
                yield return $"the traditional sentence has {simplified}";
            }
        }

        if (Places(tc) != Places(en) || Places(sc) != Places(en))
        {
            yield return "the languages leave open different places";
        }
    }

    private static string Sentence(JsonProperty entry, string language) =>
        entry.Value.TryGetProperty(language, out var sentence) ? sentence.GetString() ?? string.Empty : string.Empty;

    private static string Places(string sentence) =>
        string.Join(' ', Place().Matches(sentence).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"new Refusal\(\s*""(?<code>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Given();

    [GeneratedRegex("`(?<code>[a-z-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Place();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
