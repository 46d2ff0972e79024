using System.Text;
using System.Text.RegularExpressions;

namespace Webinars.Rooms.Moderation;

/// <summary>Finds addresses of the web in a text, also those that nobody made clickable.</summary>
public static partial class Links
{
    public static bool AreIn(string text) => Address().IsMatch(text.Normalize(NormalizationForm.FormKC));

    /// <summary>
    /// A scheme, or www., or a domain with a path or port, or one that ends as most do. Not an e-mail address, nor a dot between two sentences.
    /// </summary>
    /// <remarks>.net alone does not make an address, for people speak of ASP.NET; nor do .me, .in and the like, which begin sentences.</remarks>
    [GeneratedRegex(
        """
        \bhttps?://\S
        | (?<![\p{L}\p{N}@.-]) www\.[\p{L}\p{N}]
        | (?<![\p{L}\p{N}@._-])
          (?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?[.。])+
          (?: [\p{L}][\p{L}\p{N}-]+ (?: :\d{2,5} | /[\p{L}\p{N}?\#] | \?\w+= )
            | (?:com|org|info|biz|io|co|app|dev|gg|ly|tv|xyz|top|shop|store|online|site|website|link|click|club|vip|bet|ru|cn|de|uk|fr|nl|eu|br)
              (?![\p{L}\p{N}@-]|\.[\p{L}\p{N}]))
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Address();
}
