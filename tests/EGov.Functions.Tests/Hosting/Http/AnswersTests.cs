using System.Diagnostics;
using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class AnswersTests
{
    [Fact]
    public async Task A_refusal_becomes_a_problem_document_in_the_callers_language()
    {
        var http = HttpCalls.Call(acceptLanguage: "zh-HK");

        await http.Request.Problem(new Refusal("file-too-large", "size", new Dictionary<string, string> { ["max"] = "10 MB" })).ExecuteAsync(http);

        var problem = http.Body();
        Assert.Equal(422, http.Response.StatusCode);
        Assert.StartsWith("application/problem+json", http.Response.ContentType, StringComparison.Ordinal);
        Assert.Equal("zh-Hant-HK", http.Response.Headers.ContentLanguage);
        Assert.Equal("no-store", http.Response.Headers.CacheControl);
        Assert.Equal("urn:egov-hk:problem:file-too-large", problem.GetProperty("type").GetString());
        Assert.Equal(422, problem.GetProperty("status").GetInt32());
        Assert.Equal("file-too-large", problem.GetProperty("code").GetString());
        Assert.Equal("size", problem.GetProperty("field").GetString());
        Assert.Equal("檔案過大，上限為 10 MB。", problem.GetProperty("detail").GetString());
        Assert.False(problem.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_title_never_shows_an_open_place()
    {
        var http = HttpCalls.Call();

        await http.Request.Problem(new Refusal("file-too-large", Values: new Dictionary<string, string> { ["max"] = "10 MB" })).ExecuteAsync(http);

        Assert.DoesNotContain('{', http.Body().GetProperty("title").GetString()!);
    }

    [Fact]
    public async Task Single_faults_are_said_one_by_one_a_rule_in_the_forms_own_words()
    {
        var http = HttpCalls.Call(acceptLanguage: "zh-CN");
        var rule = new Refusal("rule", "end", new Dictionary<string, string> { [Answers.OwnWords(Language.Sc)] = "结束须在开始之后", ["rule"] = "order" });

        await http.Request.Problem(new Refusal("answers-invalid", Errors: [new Refusal("required", "name"), rule])).ExecuteAsync(http);

        var errors = http.Body().GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(("required", "name", "请填写此项。"), Read(errors[0]));
        Assert.Equal(("rule", "end", "结束须在开始之后"), Read(errors[1]));

        static (string?, string?, string?) Read(JsonElement error) =>
            (error.GetProperty("code").GetString(), error.GetProperty("field").GetString(), error.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_trace_is_named_so_that_the_help_desk_can_find_it()
    {
        using var activity = new Activity("call").Start();
        var http = HttpCalls.Call();

        await http.Request.Problem(new Refusal("fault")).ExecuteAsync(http);

        Assert.Equal(activity.TraceId.ToString(), http.Body().GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Who_is_told_that_we_are_busy_is_told_when_to_come_again()
    {
        var http = HttpCalls.Call();

        await http.Request.Problem(new Refusal("try-again-soon")).ExecuteAsync(http);

        Assert.Equal((503, "5"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task A_value_becomes_JSON_without_nulls_and_with_Chinese_as_it_is()
    {
        var http = HttpCalls.Call();

        await http.Request.Answer<Text?>(Outcome<Text?>.Of(new Text("a", "繁體", null!))).ExecuteAsync(http);

        Assert.Equal("""{"en":"a","tc":"繁體"}""", http.Body().GetRawText());
    }

    [Fact]
    public void A_refusal_that_is_in_no_catalogue_is_a_fault() =>
        Assert.Throws<InvalidOperationException>(() => HttpCalls.Call().Request.Problem(new Refusal("no-such-code")));
}
