// Words of seasons, holidays, parts of months and spans of time, misspellings that occur often, and
// forms that begin with an elision: "l'été" is folded to "lete".
#include <array>

#include "text/spoken_words.h"

namespace textback {
namespace {

constexpr int kMondayToFriday = 0b0111110;
constexpr int kSaturdayAndSunday = 0b1000001;
constexpr int kEveryDay = 0b1111111;

constexpr auto kGroups = std::to_array<SpokenGroup>({
    {Spoken::kYears, 0, "year years yr yrs ans annee annees lannee dannee lan ano anos"},
    {Spoken::kMonths, 0, "mth mths mnth mnths"},
    {Spoken::kWeeks, kEnglishWeek, "wk wks"},
    {Spoken::kHours, 0, "dheure dheures lheure"},
    {Spoken::kDays, 0, "dy dys lendemain"},

    {Spoken::kUnsureSeason, 0, "spring springtime primavera"},
    {Spoken::kSeason, 0, "printemps"},
    {Spoken::kSeason, 1, "summer summertime lete verano"},
    {Spoken::kUnsureSeason, 1, "ete"},
    {Spoken::kSeason, 2, "autumn automne lautomne otono"},
    {Spoken::kUnsureSeason, 2, "fall"},
    {Spoken::kSeason, 3, "winter wintertime hiver lhiver invierno"},

    {Spoken::kHoliday, kChristmas, "christmas xmas noel navidad navidades"},
    {Spoken::kHoliday, kKings, "reyes epiphany"},
    {Spoken::kHoliday, kValentine, "valentine valentines"},
    {Spoken::kHoliday, kEaster, "easter paques pascua pascuas"},
    {Spoken::kHoliday, kHolyWeek, "santa sainte"},
    {Spoken::kHoliday, kThanksgiving, "thanksgiving thxgiving"},
    {Spoken::kHoliday, kHalloween, "halloween lhalloween"},
    {Spoken::kHoliday, kLabourDay, "labour labor"},
    {Spoken::kHoliday, kCanadaDay, "canada"},
    {Spoken::kArticle, 0, "des"},
    {Spoken::kOrdinal, 1, "first premiere primera primer"},
    {Spoken::kFeasts, 0, "holidays fetes fiestas"},
    {Spoken::kNew, 0, "new nouvel nuevo"},

    {Spoken::kBeginOf, 0,
     "beginning begining early debut principio principios inicio inicios comienzo comienzos"},
    {Spoken::kBeginOf, kOnlyOf, "start"},
    {Spoken::kMiddleOf, 0, "middle mid mi milieu mediados mitad"},
    {Spoken::kEnd, 0, "late fines finales final ending"},

    {Spoken::kLast, 0,
     "last previous dernier derniere derniers dernieres passe passee pasada pasados pasadas "
     "anterior"},
    {Spoken::kOver, 0, "yesterday hier ayer anteayer antier"},
    {Spoken::kAgo, 0, "hace"},
    {Spoken::kNow, 0, "now"},

    {Spoken::kFew, 3, "few quelques unas unos algunos algunas"},
    {Spoken::kNumber, 2, "par"},
    {Spoken::kNumber, 11, "eleven onze once"},
    {Spoken::kNumber, 12, "twelve douze doce"},
    {Spoken::kNumber, 20, "twenty vingt veinte"},
    {Spoken::kNumber, 30, "thirty trente treinta"},
    {Spoken::kNumber, 15, "fifteen"},
    {Spoken::kHalf, 0, "half demi demie media medio"},
    {Spoken::kMore, 0,
     "another roughly approximately least environ otro otra otros otras autre autres encore more "
     "mas business working"},

    {Spoken::kBetween, 0, "between btwn entre"},
    {Spoken::kWeekdays, kMondayToFriday, "weekdays weekday"},
    {Spoken::kWeekdays, kMondayToFriday + 19 * kHourOfWeekdays, "weeknights weeknight"},
    {Spoken::kWeekdays, kSaturdayAndSunday, "weekends"},
    {Spoken::kWeekdays, kEveryDay + 10 * kHourOfWeekdays, "mornings"},
    {Spoken::kWeekdays, kEveryDay + 15 * kHourOfWeekdays, "afternoons"},
    {Spoken::kWeekdays, kEveryDay + 19 * kHourOfWeekdays, "evenings"},
    {Spoken::kWeekdays, 1 << 0, "sundays dimanches domingos"},
    {Spoken::kWeekdays, 1 << 1, "mondays lundis"},
    {Spoken::kWeekdays, 1 << 2, "tuesdays mardis"},
    {Spoken::kWeekdays, 1 << 3, "wednesdays mercredis"},
    {Spoken::kWeekdays, 1 << 4, "thursdays jeudis"},
    {Spoken::kWeekdays, 1 << 5, "fridays vendredis"},
    {Spoken::kWeekdays, 1 << 6, "saturdays samedis sabados"},
    {Spoken::kAny, 0,
     "any anyday every each quel quelle cualquier todos todas tous toutes chaque cada"},
    {Spoken::kMeal, 780, "lunch lunchtime diner almorzar almuerzo comida"},
    {Spoken::kMeal, 1020, "work travail trabajo job school"},
    {Spoken::kMeal, 1140, "supper suppertime souper dinner dinnertime cena cenar"},
    {Spoken::kLeadsOn, 0,
     "maybe perhaps probably prolly mayb possibly quizas quiza vez peut probablement"},
    {Spoken::kQuantity, 0,
     "thousand k grand dollars bucks feet ft foot inches inch people percent mille mil pieds pied "
     "pies piastres pesos sq sqft miles km lbs units sheets square"},
    {Spoken::kSubject, 0,
     "i im ill ive id we well weve wed were you u he hes she shes they theyre it its text txt call "
     "write message reach so but if when je jai jaurai nous vous tu il elle yo nos"},
    {Spoken::kPolite, 0,
     "please pls plz thanks thx thank merci svp stp gracias favor porfa porfavor instead ok okay"},

    {Spoken::kAfter, 0, "aftr pasando"},
    {Spoken::kAfter, kAfterOfDemain, "lapres"},
    {Spoken::kIn, 0, "dici quen"},
    {Spoken::kAt, 0, "towards autour alrededor"},
    {Spoken::kNextWeeks, 0, "nxt"},
    {Spoken::kNext, 0, "prochains prochaines proximos proximas siguiente siguientes"},
    {Spoken::kComing, 0, "entra"},
    {Spoken::kTomorrow, 0,
     "tommorow tommorrow tomorro tomorrows tmr tmw tmro tmrrw tomo 2moro 2morrow demian"},
    {Spoken::kToday, 0, "2day todays auj aujourd"},
    {Spoken::kTonight, 1140, "tonite 2nite 2night tonigt"},
    {Spoken::kPart, 600, "mornin morn avantmidi"},
    {Spoken::kPart, 900, "aft afternon aprem apresmidi tardecita"},
    {Spoken::kPart, 1140, "evenin eve soire nite night nochecita"},
    {Spoken::kWeekday, 1, "munday"},
    {Spoken::kWeekday, 2, "tusday teusday"},
    {Spoken::kWeekday, 3, "wensday wedensday wednsday weds"},
    {Spoken::kWeekday, 4, "thrusday thirsday"},
    {Spoken::kWeekday, 5, "firday fryday"},
    {Spoken::kWeekday, 6, "satday"},
    {Spoken::kMonth, 2, "feburary"},
    {Spoken::kMonth, 4, "davril"},
    {Spoken::kMonth, 8, "daout"},
    {Spoken::kMonth, 10, "doctobre"},
    {Spoken::kThis, 0, "ese esa"},
});

}  // namespace

std::span<const SpokenGroup> MoreSpokenWords() { return kGroups; }

}  // namespace textback
