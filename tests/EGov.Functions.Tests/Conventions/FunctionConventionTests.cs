using System.Reflection;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions.Fixtures;

namespace EGov.Functions.Tests.Conventions;

public sealed class FunctionConventionTests
{
    private static readonly Type[] _types = typeof(FunctionCatalogue).Assembly.GetTypes();

    [Fact]
    public void There_are_functions_to_look_at() => Assert.True(FunctionRules.Functions(_types).Count() > 30);

    [Fact]
    public void Every_function_is_named_after_its_use_case() => Assert.Empty(FunctionRules.Naming(_types));

    [Fact]
    public void Every_HTTP_function_says_who_may_call_it() => Assert.Empty(FunctionRules.Access(_types));

    [Fact]
    public void A_wrongly_named_function_is_found() => Assert.Equal(
        [
            "Wrong should be called RightNameFunction",
            "Wrong should stand in a namespace that ends in RightName",
            "Wrong should be sealed",
            "Wrong.Go should be a public RunAsync",
        ],
        FunctionRules.Naming([typeof(Wrong)]));

    [Fact]
    public void Two_functions_of_one_name_or_in_one_class_are_found()
    {
        var found = FunctionRules.Naming([typeof(Wrong), typeof(Twice)]).ToList();

        Assert.Contains("RightName names 2 functions", found);
        Assert.Contains("Twice has 2 functions", found);
    }

    [Fact]
    public void A_function_that_does_not_say_who_may_call_it_is_found() => Assert.Equal(
        [
            "Both says both that anyone may call it and that a permission is needed",
            "Keyed asks for a function key besides the token",
            "Nobody is called by no person and still names a permission",
            "Open does not say who may call it",
        ],
        FunctionRules.Access([typeof(Unguarded)]));

    /// <summary>What this application listens to and who may call it, approved by a person. Approve anew with APPROVE=1.</summary>
    [Fact]
    public void The_inventory_is_the_approved_one()
    {
        var path = Path.Combine(Repository.Root, "tests", "EGov.Functions.Tests", "inventory.txt");
        var inventory = FunctionRules.Inventory(_types).ToList();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllLines(path, inventory);
        }

        Assert.Equal(File.ReadAllLines(path), inventory);
    }

    [Fact]
    public void The_inventory_names_trigger_route_permission_and_audit() => Assert.Equal(
        [
            "Both | http | POST both | UseForms | change both own-affairs",
            "Keyed | http | GET Keyed | anyone | -",
            "Nobody | queue | somewhere | UseForms | nothing personal",
            "Open | http | GET,PUT open/{id} | - | by events of case-moved",
        ],
        FunctionRules.Inventory([typeof(Unguarded)]));

    [Fact]
    public void The_middleware_and_this_test_see_the_same_functions() => Assert.Equal(
        FunctionCatalogue.All.Select(function => function.Name),
        FunctionRules.Functions(Assembly.GetAssembly(typeof(FunctionCatalogue))!.GetTypes()).Select(function => function.Name));
}
