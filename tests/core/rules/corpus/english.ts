/** Invented lines that must be found: the writer is in danger, or someone close to them is. One a line. */
export const ENGLISH_SELF = `
I want to die
i wanna die
i just want to die already
I want to kill myself
I’m going to kill myself
im gonna kill my self tonight
thinking about killing myself
I keep thinking of killing myself
I don't want to kill myself but I can't stop thinking about it
I am not suicidal, I promise
i would never commit suicide
kill myself
k i l l  m y s e l f
k.i.l.l. m.y.s.e.l.f
k-i-l-l myself
killmyself
KILL MYSELF
k1ll mys3lf
ki11 myself
k!ll myself
kіll mуself
k\u200bi\u200bl\u200bl myself
ⓚⓘⓛⓛ myself
𝓀𝒾𝓁𝓁 𝓂𝓎𝓈𝑒𝓁𝒻
killlll myselffff
kil myself
kill mysefl
kill myslef
gonna kill meself
kms
i might kms
honestly gonna kms lol
i want to unalive myself
thinking about unaliving
going to un alive myself
su1c1de
suicide
suicde
sucide
suicdal
sucidal
suiside
s u i c i d e
$uicide
s**cide
feeling suicidal
suicidal thoughts
having suicidal ideation again
I have been having thoughts of suicide
do you help people who are suicidal?
I don't want to live anymore
i dont want to live
don´t want to live any more
I don't wanna be alive
dont want to be here anymore
I don’t want to be here any longer
i really dont want to be alive
I do not want to exist
I no longer want to live
i dont want to wake up tomorrow
hope i dont wake up
I wish I was dead
wish i were dead
i wish i wasnt here
I wish I had never been born
i wish i could just disappear
i hope i die in my sleep
better off dead
I'd be better off dead
I'd rather be dead
everyone would be better off without me
they'd be better off without me
my kids would be happier if I was gone
nobody would miss me
no one would care if i died
nobody would notice if I was gone
the world would be better without me
I'm such a burden to everyone
I don't deserve to live
end it all
I want to end it all
im going to end it tonight
I'm ending it
i want to end my life
thinking of ending my life
I might take my own life
put an end to it all
i cant go on
I can't go on like this
i can't do this anymore
i cant take it anymore
I just can't live like this anymore
I want it to end
I want it all to stop
please make it stop
make the pain stop
make the voices stop
there is no way out
no reason to live
I have nothing to live for
there's no point in living
whats the point of living
what's the point anymore of going on
life isn't worth living
its not worth it anymore, life i mean, life is not worth living
I am tired of living
so tired of life
sick of being alive
I'm done with life
i give up on life
I cut myself
i cut myself again last night
I want to cut myself
started cutting again
I've been cutting
urge to cut myself
I hurt myself on purpose
i want to hurt myself
I'm hurting myself
self harm
self-harming again
i selfharmed
gonna slit my wrists
cut my wrists
I burned myself on purpose
I'm going to hang myself
i want to shoot myself in the head
going to drown myself
I took all my pills
i took a bunch of pills
took the whole bottle
just swallowed a handful of pills
i took too many pills
took all of my meds
I overdosed
i'm going to overdose
overdose on my meds
i want to od
took an overdose
I drank bleach
I have a gun
i have a loaded gun in my lap
got a gun to my head
there is a noose in the closet
jumping off a bridge
i am going to jump off the roof
I want to jump in front of a train
going to walk into traffic
standing on the bridge
I'm on the ledge
drive my car off a cliff
crash my car into a tree
blow my brains out
goodbye forever
goodbye everyone
goodbye cruel world
this is my last text
I wrote a goodbye letter
wrote my suicide note
by the time you read this I will be gone
tell my kids I love them
i wont be alive tomorrow
you wont hear from me again
I have a plan to end my life
I'm not safe
i don't feel safe alone tonight
I don't trust myself tonight
im a danger to myself
i might do something stupid tonight
the voices tell me to kill
voices telling me to hurt myself
i think im going to die tonight
let me die
ready to die
i feel like dying
thinking about death and how I want to disappear forever
its an emergency
this is an emergency
I am in crisis
i need help right now
I'm having a mental health crisis
i can't breathe
He is going to kill me
he's going to kill me
he said he will kill me
my husband is going to kill me
my ex threatened to kill me
he has a gun
he's got a knife
he pulled a gun on me
my boyfriend is hitting me
he is beating me right now
he hit me
he choked me
he wont let me leave
my dad keeps hitting me
he beats me
I'm being abused
i was raped
i got raped last night
someone is in my house
he's breaking down my door
I'm in danger
my life is in danger
I am afraid for my life
im scared he will hurt me
scared my ex is going to kill me
he locked me in the basement
i am not safe at home
he's outside my house
she is threatening us with a knife
my stepdad is touching my sister
i cant keep doing this, im so done with everything
whats even the point i just wanna be gone
I've been saving up my pills
every night I pray I dont wake up
i keep looking at the knife in the kitchen and thinking about it
the only thing stopping me is my dog
i am thinking about ending it
I can't fight these thoughts anymore
im going to jump
I don't know how much longer I can hold on
my husband is drunk and threatening to shoot us
he hit my daughter and now he is breaking things
there is a man trying to get into my apartment
he strangled me and I can't swallow
im bleeding a lot from my wrists
i drank a lot and took xanax, i feel like im slipping away
i feel like driving off the road
hanging would be quick
nobody cares if i live or die
i should have never been born
im not gonna be here much longer
want to sleep and not wake up
I hate myself and I want to die
help me please i dont want to hurt my baby
I have nothing left, im going to do it tonight
thinking about swallowing everything in the medicine cabinet
my head keeps telling me to jump
why am I even alive
I can't stop thinking about dying
I want everything to just stop
my life is over
I'm going to bleed out and i dont care
i keep cutting deeper
got the gun out of the safe
my wife left with the kids and I see no reason to go on
I would be better off not existing
he keeps choking me when hes mad
my husband pushed me down the stairs
he will find me and he will kill me
I am locked in the bathroom and he is banging on the door
`;

export const ENGLISH_OTHER = `
my son wants to kill himself
My daughter wants to kill herself
my daughter is going to kill her self
my son says he wants to die
she wants to die
he doesn't want to live anymore
my kid told me she doesn't want to be here anymore
my husband is suicidal
My wife is talking about suicide
my friend is suicidal
my brother tried to kill himself
my mom tried to take her own life
he tried to hang himself
my sister took a bunch of pills
my son overdosed
she overdosed on tylenol
my daughter is cutting herself
my daughter has been self harming
he is hurting himself
she slit her wrists
my boyfriend says he will kill himself if i leave
he has a gun and says he wants to die
my roommate is going to jump off the roof
he is on the roof
she is on the bridge
my son left a suicide note
my friend posted goodbye
he said goodbye to everyone
my husband locked himself in the garage
she's not breathing
my son won't wake up
he is unresponsive
my dad drank antifreeze
they want to die
my partner wants to end his life
she said she wishes she was dead
my daughter feels better off dead
I'm going to kill him
i want to hurt someone
I want to kill my husband
i might hurt my baby
thinking about killing people
im going to kill them
i feel like i could hurt my kids
going to shoot up the school
homicidal thoughts
my teen is su1cidal
my son wants to k1ll himself
my daughter unalived
my girlfriend just texted me goodbye and wont pick up
he says he has nothing to live for
my teenager has been cutting
My father keeps saying he wants to be with my late mother
she swallowed a bottle of aspirin about an hour ago
I think my roommate overdosed, she is blue
my sister is talking about ending it
my grandson said he is going to shoot himself
my best friend hasnt answered since she said she took pills
she's holding a knife to her wrist
I feel like hurting my kids and it scares me
`;

/** Everyday lines that must be left alone. */
export const ENGLISH_EVERYDAY = `
traffic is killing me
my back is killing me
these shoes are killing me
the suspense is killing me
dying to see you
I'm dying to hear how it went
I'm dying of laughter
dead battery
my phone is dead
my phone died
my battery is about to die
kill the lights
can you kill the recurring invoice
shoot me a text
shoot me an email when you can
I could kill for a coffee
I'd kill for an earlier slot
deadline is friday
when is the deadline for paperwork
cut my hair
getting my hair cut at 4
I cut my finger and need to cancel
cut my hours at work
I cut my arm on a fence and am at urgent care
overdose of cuteness
caffeine overdose today
what is the end date of the plan
can you stop the charge
stop by at 5?
I can't stop crying
at the end of the day I just need someone to talk to
the end of the month works
end of session question
I want to end my subscription
2 min late
10 minutes late sorry
I was born and raised in Boston
I will be gone next week
I won't be here tomorrow, can we reschedule?
I don't want to be here at 8am, is there anything later
I don't want to live in Ohio anymore
don't want to live with my parents
she wants to live with her dad
I can't make it to the appointment
I can't make it tonight
I can't make it through the whole hour, could we do 30 minutes
can't do this time anymore, mornings are better
I can't go on monday
I can't go on the trip
I am tired of living with roommates
I am tired and stressed
sick of this weather
I hurt my knee
hurt myself at the gym
I burned myself cooking
I shot hoops with my son
my son has a nerf gun
my dog died
my grandmother died last month
my husband passed away in March and I'm grieving
my mom is dying of cancer
death in the family, need to move our session
I have anxiety and panic attacks
I feel so alone
I feel hopeless about work
I've been depressed for months
I need help with anxiety
can you help me find a therapist
I need help scheduling
please help me reschedule
my daughter has an eating disorder
my son is anxious about school
we fight all the time
he yells at me a lot
looking for couples counseling
do you take aetna
how much is a session
my insurance is blue cross
call me back please
please call me after 3pm
ask for Robin
my name is Taylor
thanks so much
ok sounds good
wrong number
please stop texting me
take me off your list
my appointment is on tuesday
are you open on saturday
what's your address
we live near the bridge
stuck on the bridge, running late
I'm on the bridge now, traffic is bad
jump on a call?
can we jump on zoom instead
I'll jump in the shower and call you
jumping on the trampoline
the train is late
I missed my bus
stuck in traffic
I ran into traffic on the highway
we ran into a friend
my car broke down
he broke my heart
she beat me to it
he beat me at chess
hit me up later
hit me with the details
bullet points are fine
take my pills at noon
I took my pills this morning
I take my meds every day
forgot to take all my vitamins
my medication makes me sleepy
can you refill my meds
I'd rather do video
I'd love to come in
I love you guys
my daughter cut her hair
he cut himself some slack
cut yourself some slack
cutting back on sugar
I've been cutting carbs
I've been cutting back on coffee
5 kms away
the office is 10 kms from here
killer workout today
killing time until my appointment
we killed it at the recital
that movie killed me
kill two birds with one stone
painkiller
skill building group
I want to improve this skill myself
I want to diet
I want to dye my hair
die hard fan
dye appointment at 4
the plant died
my car died
I wish I was there
I wish I were taller
wish you were here
I hope I make it on time
hope to see you soon
better without sugar
everyone is fine
nobody answered the phone
no one called me back
no reason to worry
no way out of the parking lot
what's the point of the form
whats the point person's number
tell my kids I'm running late
this is my last session
last day of work
goodbye and thanks
goodbye, see you Tuesday
life is good
life coaching question
living room
it's not an emergency
not an emergency, just a question
who is my emergency contact
emergency contact form attached
is this a crisis line or the office
midlife crisis lol
I'm in a meeting, text later
I'm in bed with the flu
my hand hurts
shooting for Tuesday
gun to be honest I forgot
we have gunther at 4
Hannah had a knife skills class
pistol peak trail
safe travels
is it safe to send forms by email
I don't feel safe driving in this snow
drop off
the roof is leaking so I have to stay home
he is on the phone
she is on the way
he's outside in the car waiting
we are on the road
my ex won't stop calling
he won't let me know until Friday
my son won't wake up early
can't breathe through my nose, bad cold
I can not wait
I need to take better care of myself
so proud of myself this week
I have a nose bleed
off to work, call after 5
that is odd of them
see you soon
my son will see you soon
I feel like myself again
help
I want to live closer to work
I'd like to be here for the session
I want to end things with my boyfriend, can we talk about it in session
she is dying to meet you
he is going to kill it at his recital
I jumped at the chance to book
can I jump off the call early
my kids are driving me crazy
I cut the call by mistake
does the bridge program have openings
I shot a video for the assignment
my knee is dead from the marathon
I was so embarrassed I could have died
he got the whole bottle of shampoo in his eyes
took my kids to the park
I take too many notes
I have a plan with Cigna
I am done with work at 5
done with school for the day
he has a gunshot scar from the army
they want to live closer to us
I need to be here by 9
she said goodbye at the airport
my mom left a note with the front desk
I wish I was better at this
we lost hope of getting that slot
is he safe to drive after the session
hit the wrong button sorry
my daughter hit a growth spurt
my son hit his head, we are at the ER and will miss today
he took all the credit
i will be on the train tracks are delayed
my life coach said to call you
I want to stop taking my medication, can I talk to the doctor
the stairs are steep, is there an elevator
he keeps forgetting our sessions
I got out of the meeting late
my best friend recommended you
do you treat teens who self isolate
I see no reason to change the time
please put the kids on the waiting list
my wife took the car so I am late
what happens if I die on the vine waiting for a slot haha
i am cutting it close, be there in 5
I'm going to do it today, the form I mean
my head is killing me
I said no pills please
we are hiding from the rain
locked out of my car
he was banging on the drums
there is nothing left on my bill
`;

/**
 * Everyday lines that are found all the same. Nobody can tell them from the real thing by their words, and a needless
 * reply costs far less than a missing one.
 */
export const ENGLISH_ACCEPTED = `
my mom is going to kill me if I'm late again
we watched suicide squad
I want to die of embarrassment
I could kill myself for forgetting the appointment
I can't take it anymore, the noise next door
`;
