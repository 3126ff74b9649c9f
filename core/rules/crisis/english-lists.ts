import type { PhraseTable } from './phrases.ts';

/** Lists that the phrases in english.ts name as `<list>`. The notation is explained in phrases.ts. */
export const ENGLISH_LISTS: PhraseTable['lists'] = {
  to: ['to|too|2|ta'],
  so: [
    'just|really|rly|so|fucking|fuckin|literally|honestly|kinda|even|actually|simply|fully|lowkey|desperately',
  ],
  no: [
    "not|never|no|don't|didn't|doesn't|won't|wouldn't|can't|cannot|couldn't|isn't|ain't|dnt|cnat",
    'don|can|doesn|didn|won t',
    'no longer',
  ],
  anymore: ['anymore|anymor|nomore|longer', 'any|no more|longer'],
  now: [
    'tonight|tonite|2nite|today|now|soon|already|again|tomorrow',
    'right now',
    'this time|morning|weekend|week',
  ],
  long_for: [
    'want|wants|wanted|wanting|wnat|need|needs|needed|ready|try|tried|trying|plan|planning|plans|deserve|prefer|intend <to>',
    'wanna|wana|rather',
    'want',
  ],
  will: [
    'will|ill|might|may|could|should|must',
    "i'll",
    'gonna|gunna|finna|boutta|gotta',
    'going|goin|about|bout|abt <to>',
  ],
  think_of: [
    'think|thinking|thinkin|thought|thoughts|dream|dreams|dreaming|dreamt|fantasize|fantasizing|idea|ideas|urge|urges|urges|plan|planning|talking|talks|talked|threatening|consider of|about|abt|bout|on',
    'considering|contemplating|considered',
  ],
  feel_like: ['feel|feels|feeling|felt like'],
  want: [
    '<long_for>',
    '<will>',
    '<think_of>',
    '<feel_like>',
    'wish|hope|love|like|tempted|urge|urges|way|ways|how|decided|threatened|threatens|threatening|promised|swore|swears|able <to>',
    'let me',
    'wants|wanted|tried <to>',
  ],
  relative: [
    'son|sons|daughter|daughters|child|children|kid|kids|baby|boy|girl|teen|teenager|brother|brothers|sister|sisters|bro|sis|mom|mum|mother|mama|dad|daddy|father|papa|stepdad|stepfather|stepmom|stepson|stepdaughter|parents',
    'husband|wife|spouse|partner|boyfriend|bf|girlfriend|gf|fiance|fiancee|ex|lover',
    'friend|friends|bestie|buddy|roommate|roomate|neighbor|cousin|uncle|aunt|nephew|niece|grandma|grandmother|grandpa|grandfather|grandson|granddaughter|client|student|coworker',
  ],
  person: ['<relative>', "he|she|they|he's|she's|they're|someone|somebody|guy|man|woman|stalker|intruder"],
  myself: ['~myself|myslef|mself|meself', 'my|me self|selves'],
  themself: ['~himself|~herself|~themselves|themself|hisself|theirself', 'him|her|them self|selves'],
  family: ['my|our|the .. <relative>'],
  victim: ['me|us|him|her|them', '<family>', 'everyone|everybody|someone|somebody|anyone|people'],
  kill: ['kill|killing|killed|kills|kil|klil|kll|murder|unalive|unaliving|unalived|delete|deleting'],
  hang: [
    'hang|hanging|hung|hanged|shoot|shooting|shot|drown|drowning|drowned|stab|stabbing|stabbed|strangle|strangling|suffocate|suffocating|poison|poisoning|electrocute',
  ],
  harm: ['hurt|harm|cut|burn|injure|starve|punish|scratch|slice|mutilate'],
  harming: ['hurting|harming|cutting|burning|injuring|starving|slicing|mutilating|harmed|harms'],
  slip: [
    'shaving|shave|cooking|while|on|off|a|an|some|slack|out|short|in|at|from|with|by|playing|running|working|skiing|lifting|moving|falling|exercising|hiking|gardening|when|loose|doing|trying',
  ],
  pills: [
    'pill|pills|meds|med|medicine|medicines|medication|medications|tylenol|advil|ibuprofen|aspirin|xanax|ambien|benadryl|insulin|tablets|opioids|oxy|percocet|fentanyl|benzos|antidepressants|seroquel|lithium',
    'sleeping pills|meds|tablets',
  ],
  routine: ['as|like|this|every|daily|back|with|on|at|except|for'],
  poison: ['bleach|poison|antifreeze|ammonia|drano|pesticide|cleaner|detergent'],
  took: ['took|take|taking|taken|takes|swallow|swallowed|swallowing|ate|popped|downed|downing|drank'],
  too_many: [
    'too many|much',
    'all|bunch|handful|fistful|entire|whole|lot|lots .. my|the|his|her|their|of|these|those',
    'a? whole|entire|full',
    'every last|single',
    'all|bunch',
  ],
  weapon: [
    'gun|guns|pistol|rifle|shotgun|revolver|firearm|glock|knife|machete|weapon',
    'loaded gun|pistol|weapon',
  ],
  rope: ['rope|razor|razors|blade|blades|gun|pistol|shotgun|pills|knife'],
  high: [
    'bridge|building|roof|rooftop|balcony|cliff|ledge|overpass|window|tower',
    'parking garage|structure|deck',
    'garage',
  ],
  traffic: ['train|trains|traffic|bus|truck|subway|tracks|highway|freeway|semi', 'a car', 'oncoming'],
  wrists: ['wrist|wrists|throat|vein|veins|neck|artery|arteries'],
  skin: ['arm|arms|leg|legs|thigh|thighs|skin|forearm|forearms|stomach'],
  home: ['my|our|the .. house|home|apartment|apt|door|window|room|bedroom'],
  attack: [
    'kill|hurt|shoot|stab|strangle|murder|rape|choke|drown|beat|attack|hit|harm|burn|slap|punch|smother|cut',
  ],
  attacking: [
    'hitting|beating|choking|strangling|stabbing|punching|kicking|raping|attacking|assaulting|molesting|abusing|threatening|hurting|slapping|stalking|following|chasing|shoving',
    'hits|beats|chokes|punches|kicks|rapes|attacks|molests|abuses|threatens|slaps|hurts',
  ],
  attacked: [
    'hit|beat|choked|strangled|stabbed|punched|kicked|raped|attacked|assaulted|molested|threatened|slapped|drugged',
  ],
  up_with: ['up|with|a|an|at|to|that|on|by|about|for|off|in|because'],
  place: ['in|with|at|near|by|off|here|there|on|closer|alone|together|under|above|up'],
  meanwhile: [
    'at|on|for|before|until|till|all|so|that|by|if|when|during|too|in|early|late|with|past|because|after|every|to|again|and',
  ],
  stay: [
    'a|the|with|this|that|to|vacation|another|any|hold|dates|medication|meds|leave|trips|trip|there|camera|zoom|video|monday|tuesday|wednesday|thursday|friday|saturday|sunday|my|without',
  ],
  dead_end: ['tired|serious|wrong|set|last|asleep|on|inside|beat|lifting|lift|battery|line|end|sexy|weight'],
  laughing: ['of|laughing|from|for|to|on|in'],
  treat: [
    'of|on cuteness|cute|sugar|chocolate|caffeine|coffee|homework|netflix|tv|christmas|turkey|candy|carbs|fun|zoom|work',
    'awareness|prevention|training',
  ],
  die: ['die|dead', 'be dead|gone'],
  live: ['live|exist|living', 'be alive', 'go|keep on|going', 'stay alive'],
  nobody: ['nobody|noone|anyone|anybody|everyone|everybody|people|they', 'no one|body', 'would|will you'],
  gone: [
    'dead|gone|die|died|disappear|disappeared|killed',
    'not|never|wasnt|werent|no|isnt|wasn|weren t? here|around|alive|born|there|longer',
  ],
  here: ['here|around|alive', 'on|in this? planet|earth|world'],
  contact: [
    'contact|contacts|room|number|line|fund|exit|phone|form|card|info|information|session|appointment|slot|kit',
  ],
};
