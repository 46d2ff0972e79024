namespace Webinars.Rooms.Questions.Similar;

/// <summary>
/// Words of which a question loses nothing: articles, auxiliaries, pronouns, courtesies. Of a language that is not here, how short and how frequent a word is must do.
/// Words like before, after, without are not here: they make another question.
/// </summary>
internal static class LightWords
{
    private static readonly HashSet<string> All =
    [
        .. """
        will can could would should does do did is are be been being was were going to the a an this that these those it its we you u i my our your us me of for with at on please pls plz there
        any some what also have has had get got am s m ll re d
        wird werden wurde kann konnen konnte konnten ich wir man mich sich uns mir ihr sie der die das den dem des ein eine einen einem einer diese dieser dieses diesen gibt es ist sind fur zu zum
        zur bitte mal was hat haben habe im am denn auch
        se va van a la el los las lo un una de del al puedo puede pueden podemos podria podrian habra hay mi mis nos hacer para me que es son favor ser esta este tiene
        est ce que le les l d une des du sera peut peux on puis je j t elle il s vous nous pouvez pouvons svp avoir y
        posso podemos pode podem gente o os as da do das dos vai vamos ha por
        possiamo si puo il gli di sara c un uno della del per
        ik we wij je kan kunnen het een wordt worden zijn van voor
        будет будут ли можно мне нам это эта этот эту нельзя пожалуйста
        هل سيتم سوف يمكنني يمكننا يمكن على هذه هذا في ان من
        क्या इस की का के को है हैं होगा होगी होता होती मुझे हमें हम मैं से में यह
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    public static bool Has(string word) => All.Contains(word);
}
