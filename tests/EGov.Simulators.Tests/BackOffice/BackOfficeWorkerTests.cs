using EGov.Simulators.BackOffice;

namespace EGov.Simulators.Tests.BackOffice;

public sealed class BackOfficeWorkerTests
{
    private static readonly string s_plain = Reference(asked: false, refused: false);
    private static readonly string s_refused = Reference(asked: false, refused: true);
    private static readonly string s_asked = Reference(asked: true, refused: false);

    [Fact]
    public async Task A_submission_is_leased_opened_acknowledged_and_decided_once()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Receive(s_plain);
        await using var office = await OpenAsync(platform);

        await platform.ReachesAsync(s_plain, "decided");
        var leasesBy = platform.Calls.Count(call => call.Path == "ird/leases");
        await platform.BecomesTrueAsync(() => platform.Calls.Count(call => call.Path == "ird/leases") > leasesBy + 3);

        Assert.Equal(
            [$"ird/submissions/{s_plain}", $"ird/submissions/{s_plain}/acknowledgement", $"ird/submissions/{s_plain}", $"ird/submissions/{s_plain}/decision"],
            platform.Calls.Where(call => call.Path.Contains(s_plain, StringComparison.Ordinal)).Select(call => call.Path));
        Assert.Equal(1, platform.Case(s_plain).Leases);
        Assert.Equal("lease-1", Assert.Single(platform.Steps(s_plain, "acknowledgement")).Text("leaseId"));
        var decision = Assert.Single(platform.Steps(s_plain, "decision"));
        Assert.Equal("approved", decision.Text("outcome"));
        Assert.Equal($"{s_plain}.decision", decision.Key);
        Assert.Equal("department-ird:development-only-ird", Assert.Single(platform.Secrets));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("tc")]
    [InlineData("sc")]
    public async Task A_refusal_gives_its_reason_in_the_language_of_the_submission(string language)
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Receive(s_refused, language);
        await using var office = await OpenAsync(platform);

        await platform.ReachesAsync(s_refused, "decided");

        var decision = platform.Steps(s_refused, "decision").Single();
        Assert.Equal("refused", decision.Text("outcome"));
        Assert.Equal(Letters.Reason(refused: true, language), decision.Text("reason"));
    }

    [Fact]
    public async Task A_question_is_asked_once_and_the_decision_waits_for_its_answer()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Receive(s_asked, "tc");
        await using var office = await OpenAsync(platform);

        await platform.ReachesAsync(s_asked, "question-asked");
        var sweeps = platform.Calls.Count(call => call.Path == "ird/inbox");
        await platform.BecomesTrueAsync(() => platform.Calls.Count(call => call.Path == "ird/inbox") > sweeps + 2);
        var decidedEarly = platform.Steps(s_asked, "decision").Length;
        platform.Answer(s_asked);
        await platform.ReachesAsync(s_asked, "decided");

        Assert.Equal(0, decidedEarly);
        var question = Assert.Single(platform.Steps(s_asked, "questions"));
        Assert.Equal(Letters.Question("ird", "tc"), question.Text("text"));
        Assert.Single(platform.Steps(s_asked, "decision"));
    }

    [Theory]
    [InlineData("acknowledgement", false)]
    [InlineData("acknowledgement", true)]
    [InlineData("decision", false)]
    [InlineData("decision", true)]
    public async Task A_step_that_failed_or_whose_answer_was_lost_is_repeated_with_the_same_key_and_body(string step, bool afterwards)
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.FailOnce(call => call.Path.EndsWith(step, StringComparison.Ordinal), afterwards ? FakePlatform.FailureKind.After : FakePlatform.FailureKind.Before);
        platform.Receive(s_plain);
        await using var office = await OpenAsync(platform);

        await platform.BecomesTrueAsync(() => platform.Case(s_plain).Status == "decided" && platform.Steps(s_plain, step).Length == 2);

        var tries = platform.Steps(s_plain, step);
        Assert.Equal(tries[0].Key, tries[1].Key);
        Assert.Equal(tries[0].Body, tries[1].Body);
    }

    [Theory]
    [InlineData("leases")]
    [InlineData("inbox")]
    [InlineData("acknowledgement")]
    [InlineData("decision")]
    [InlineData("/connect/token")]
    public async Task A_platform_that_fails_again_and_again_loses_nothing_once_it_is_back(string path)
    {
        await using var platform = await FakePlatform.StartAsync();
        // More than one call's own repetitions.
        for (var time = 0; time < 9; time++)
        {
            platform.FailOnce(call => call.Path.EndsWith(path, StringComparison.Ordinal));
        }

        platform.Receive(s_plain);
        await using var office = await OpenAsync(platform);

        await platform.ReachesAsync(s_plain, "decided");

        Assert.Equal("decided", platform.Case(s_plain).Status);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_replaced()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var office = await OpenAsync(platform);
        await platform.BecomesTrueAsync(() => platform.Calls.Any(call => call.Path == "ird/leases"));

        platform.ChangeKeys();
        platform.Receive(s_plain);
        await platform.ReachesAsync(s_plain, "decided");

        Assert.Equal(2, platform.Secrets.Count);
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_restart_is_decided_after_it_without_another_lease()
    {
        await using var platform = await FakePlatform.StartAsync();
        var second = Reference(asked: false, refused: false, start: 5_000);
        platform.Receive(s_plain);
        platform.Receive(second);
        await using (var before = await OpenAsync(platform, "--BackOffice:DecideAfter=01:00:00"))
        {
            await platform.ReachesAsync(s_plain, "acknowledged");
            await platform.ReachesAsync(second, "acknowledged");
        }

        await using var after = await OpenAsync(platform);
        await platform.ReachesAsync(s_plain, "decided");
        await platform.ReachesAsync(second, "decided");

        Assert.Equal(1, platform.Case(s_plain).Leases);
        Assert.Equal(1, platform.Case(second).Leases);
        Assert.Single(platform.Steps(second, "acknowledgement"));
    }

    [Fact]
    public async Task A_submission_lies_on_the_desk_for_its_time_and_the_page_says_so()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.Receive(s_plain);
        await using var office = await OpenAsync(platform, "--BackOffice:DecideAfter=01:00:00");
        await platform.ReachesAsync(s_plain, "acknowledged");
        var rounds = platform.Calls.Count(call => call.Path == "ird/leases");
        await platform.BecomesTrueAsync(() => platform.Calls.Count(call => call.Path == "ird/leases") > rounds + 2);

        var page = await office.Http.GetStringAsync("back-office", TestContext.Current.CancellationToken);

        Assert.Empty(platform.Steps(s_plain, "decision"));
        Assert.Contains(
            "<th scope=\"row\">Inland Revenue Department</th><td>1</td><td>1</td><td>0</td><td>0</td><td>0</td><td>1</td><td>0</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_department_that_nobody_knows_stops_the_start()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SimulatorHost.StartAsync(null, "--BackOffice:Departments=ird,moon"));
    }

    private static Task<SimulatorHost> OpenAsync(FakePlatform platform, params string[] settings) => SimulatorHost.StartAsync(null,
    [
        "--BackOffice:Enabled=true", "--BackOffice:Departments=ird", $"--BackOffice:ApiBase={platform.Origin}/api",
        $"--BackOffice:TokenEndpoint={platform.Origin}/connect/token", "--BackOffice:DecideAfter=00:00:00", "--BackOffice:IdleMin=00:00:00.005",
        "--BackOffice:IdleMax=00:00:00.020", "--BackOffice:SweepEvery=00:00:00.010", "--BackOffice:RetryDelay=00:00:00.002",
        "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Polly=None", .. settings,
    ]);

    private static string Reference(bool asked, bool refused, int start = 0) => Enumerable.Range(start, 5_000).Select(number => $"REF-{number}")
        .First(reference => Judgement.AsksFirst(reference) == asked && Judgement.Refuses(reference) == refused);
}
