namespace Webinars.Sandbox.Clerk.Persons;

/// <summary>Names for invented people: consecutive numbers give 1,023 different pairs before one comes again.</summary>
internal static class Names
{
    private static readonly string[] First =
    [
        "Ada", "Mateo", "Ngozi", "Jonas", "Aiko", "Priya", "Olu", "Clara", "Tariq", "Ines", "Wei", "Freya", "Diego", "Salma", "Noah", "Zofia",
        "Kwame", "Léa", "Omar", "Hana", "Luca", "Maya", "Ivan", "Thandi", "Erik", "Nadia", "José", "Mei", "Samuel", "Amara", "Björn",
    ];

    private static readonly string[] Last =
    [
        "Okafor", "Lindqvist", "Moreau", "Tanaka", "García", "Novak", "Sharma", "Weber", "Haddad", "Costa", "Chen", "Mensah", "Kowalska", "Rossi",
        "O'Brien", "Ivanova", "Silva", "Jensen", "Nguyen", "Murphy", "Abdi", "Fischer", "Dubois", "Park", "Khumalo", "Santos", "Ali", "Virtanen",
        "Schneider", "Petrov", "Yilmaz", "Hughes", "Castro",
    ];

    // The lengths, 31 and 33, share no divisor, so both lists may simply run on side by side.
    public static (string First, string Last) Of(int number) => (First[number % First.Length], Last[number % Last.Length]);
}
