using System.Collections.Frozen;

namespace Glean.Scouts;

/// <summary>Names of months and days in the languages of feeds, whole or cut short.</summary>
internal static class DateNames
{
    // One line a month: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Czech, Hungarian, Turkish, Russian, Ukrainian, Greek.
    private static readonly string[] Months =
    [
        "january januar jänner janvier enero gennaio janeiro januari stycznia ledna január ocak января січня ιανουαρίου ιαν jan gen ene",
        "february februar février fevrier febrero febbraio fevereiro februari lutego února február şubat февраля лютого φεβρουαρίου φεβ feb fév fev",
        "march märz maerz mars marzo março maart marts marca března március mart марта березня μαρτίου μαρ mar mrz mär mrt",
        "april avril abril aprile kwietnia dubna április nisan апреля квітня απριλίου απρ apr avr abr",
        "may mai mayo maggio maio mei maj maja května május mayıs мая травня μαΐου μάι μαϊ mag máj",
        "june juni juin junio giugno junho czerwca června június haziran июня червня ιουνίου ιούν ιουν jun giu",
        "july juli juillet julio luglio julho lipca července július temmuz июля липня ιουλίου ιούλ ιουλ jul juil lug",
        "august août aout agosto augustus augusti sierpnia srpna augusztus ağustos августа серпня αυγούστου αύγ αυγ aug aoû ago",
        "september septembre septiembre settembre setembro września září szeptember eylül сентября вересня σεπτεμβρίου σεπ sep sept set",
        "october oktober octobre octubre ottobre outubro października října október ekim октября жовтня οκτωβρίου οκτ oct okt ott out",
        "november novembre noviembre novembro listopadu kasım ноября листопада νοεμβρίου νοέ νοε nov",
        "december dezember décembre decembre diciembre dicembre dezembro desember grudnia prosince aralık декабря грудня δεκεμβρίου δεκ dec dez déc dic des",
    ];

    private static readonly string[] Weekdays =
    [
        "sunday sonntag dimanche domingo domenica zondag søndag sun so dim dom κυρ вс",
        "monday montag lundi lunes lunedì segunda maandag mandag mon mo lun lu δευ пн",
        "tuesday dienstag mardi martes martedì terça dinsdag tirsdag tue tues di ter τρι вт",
        "wednesday mittwoch mercredi miércoles mercoledì quarta woensdag onsdag wed weds mi mer mié τετ ср",
        "thursday donnerstag jeudi jueves giovedì quinta donderdag torsdag thu thur thurs do jeu jue gio πεμ чт",
        "friday freitag vendredi viernes venerdì sexta vrijdag fredag fri fr ven vie παρ пт",
        "saturday samstag sonnabend samedi sábado sabato zaterdag lørdag sat sa sam sáb sab σαβ сб",
    ];

    private static readonly FrozenDictionary<string, int> MonthNumbers = Index(Months);
    private static readonly FrozenDictionary<string, int> WeekdayNumbers = Index(Weekdays);
    private static readonly FrozenSet<string> Fillers =
        new[] { "at", "of", "the", "de", "del", "um", "uhr", "à", "alle", "ore", "kl", "on", "den", "le", "posted", "published" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static int? Month(string word) => Find(MonthNumbers, word) is { } index ? index + 1 : null;

    public static DayOfWeek? Weekday(string word) => WeekdayNumbers.TryGetValue(word, out var index) ? (DayOfWeek)index : null;

    public static bool IsFiller(string word) => Fillers.Contains(word);

    private static int? Find(FrozenDictionary<string, int> names, string word)
    {
        if (names.TryGetValue(word, out var exact))
        {
            return exact;
        }

        // "Septemb", "Janv": enough letters of one name, and of no name of another month.
        if (word.Length < 4)
        {
            return null;
        }

        int? found = null;
        foreach (var (name, index) in names)
        {
            if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null && found != index)
                {
                    return null;
                }

                found = index;
            }
        }

        return found;
    }

    private static FrozenDictionary<string, int> Index(string[] lines)
    {
        var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var name in lines[i].Split(' '))
            {
                index.TryAdd(name, i);
            }
        }

        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
