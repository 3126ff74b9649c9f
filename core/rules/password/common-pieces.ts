/**
 * What people build passwords from when they are told to make them longer. A list of whole passwords of twelve characters
 * and more would be long and still miss most: they are nearly all made of these, digits and signs.
 */
export const COMMON_PIECES: readonly string[] = [
  // Words for the thing itself, and for whom it is.
  ...'password passwort contrasena contrasenia passphrase passcode secret secreto private login signin access'.split(
    ' ',
  ),
  ...'admin administrator root user username usuario guest default master manager office clinic practice'.split(
    ' ',
  ),
  ...'therapy therapist counseling counselor psychology mental health wellness frontdesk reception desk staff'.split(
    ' ',
  ),
  ...'secondring second ring computer internet server system temp temporary test testing change changeme'.split(
    ' ',
  ),
  // What is easy to say.
  ...'welcome bienvenido hello hola letmein opensesame iloveyou teamo tequiero trustno trustme whatever'.split(
    ' ',
  ),
  ...'please thanks nothing something forever always never mine your yours this that with from have'.split(
    ' ',
  ),
  ...'love loves lover baby angel angels princess princesa prince queen king lady girl boy mother father'.split(
    ' ',
  ),
  ...'mommy daddy mama papa family familia sister brother friend friends amigo amigos amor corazon bonita'.split(
    ' ',
  ),
  ...'happy lucky super sunshine sunny flower flowers butterfly rainbow unicorn dragon monkey tiger lion eagle'.split(
    ' ',
  ),
  ...'kitty puppy doggy horse shadow ghost ninja pirate wizard magic batman superman spiderman starwars pokemon'.split(
    ' ',
  ),
  ...'football baseball basketball soccer futbol hockey golf yankees lakers cowboys steelers liverpool chelsea'.split(
    ' ',
  ),
  ...'arsenal barcelona realmadrid mustang ferrari harley corvette cheese chocolate cookie coffee pepper banana'.split(
    ' ',
  ),
  ...'orange apple google facebook microsoft windows samsung android iphone'.split(' '),
  // Times and places.
  ...'spring summer autumn winter verano invierno january february march april june july august september'.split(
    ' ',
  ),
  ...'october november december monday tuesday wednesday thursday friday saturday sunday christmas birthday'.split(
    ' ',
  ),
  ...'america mexico newyork texas california florida chicago boston london paris'.split(' '),
  // Names that are in every leaked list.
  ...'michael michelle jessica jennifer ashley daniel andrew joshua matthew robert thomas charlie jordan'.split(
    ' ',
  ),
  ...'nicole hannah maggie buster george alexander samantha elizabeth victoria alejandro carlos maria jesus'.split(
    ' ',
  ),
];
