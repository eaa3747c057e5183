namespace EGov.Simulators.Identity;

/// <summary>Everybody whom the simulated identity provider knows. All of them are invented.</summary>
public static class Personas
{
    /// <summary>All personas, in the order of the sign-in page.</summary>
    public static IReadOnlyList<Persona> All { get; } =
    [
        new("chan-tai-man", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a01", new("Chan Tai Man", "陳大文", "陈大文"), Roles.Citizen),
        new("wong-siu-ming", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a02", new("Wong Siu Ming", "黃小明", "黄小明"), Roles.Citizen),
        new("lee-mei-ling", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a03", new("Lee Mei Ling", "李美玲", "李美玲"), Roles.Citizen),
        new("officer-immd-cheung", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a04", new("Cheung Ka Yan", "張家欣", "张家欣"), Roles.Officer, "immd"),
        new("officer-immd-ho", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a05", new("Ho Wing Kei", "何詠琪", "何咏琪"), Roles.Officer, "immd"),
        new("officer-td-lau", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a06", new("Lau Chi Wai", "劉志偉", "刘志伟"), Roles.Officer, "td"),
        new("officer-td-ng", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a07", new("Ng Sze Man", "吳詩敏", "吴诗敏"), Roles.Officer, "td"),
        new("content-editor-tsang", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a08", new("Tsang Yuk Lin", "曾玉蓮", "曾玉莲"), Roles.ContentEditor),
        new("help-desk-kwok", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a09", new("Kwok Man Ho", "郭文豪", "郭文豪"), Roles.HelpDesk),
        new("operator-yip", "7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a0a", new("Yip Kin Fai", "葉健輝", "叶健辉"), Roles.Operator),
    ];

    /// <summary>The persona of that id, or null.</summary>
    public static Persona? ById(string? id) => All.FirstOrDefault(persona => persona.Id == id);

    /// <summary>The persona of that <c>sub</c> claim, or null.</summary>
    public static Persona? BySubject(string? subject) => All.FirstOrDefault(persona => persona.Subject == subject);
}
