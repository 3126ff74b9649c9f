/** Invented lines that must be found: the writer is in danger, or someone close to them is. One a line. */
export const SPANISH_SELF = `
quiero morir
quiero morirme
me quiero morir
ya me quiero morir
kiero morir
quiero m o r i r
q u i e r o  m o r i r
quieromorir
QUIERO MORIR
quiero morirrrr
quisiera morir
quisiera estar muerta
quisiera estar muerto
preferiría estar muerto
mejor estaría muerta
tengo ganas de morir
tengo ganas de matarme
no quiero vivir
ya no quiero vivir
ya no kiero vivir
lla no quiero bivir
no quiero vivir más
no quiero seguir viviendo
no quiero seguir viva
no quiero despertar mañana
ojalá no despertara
ojala no hubiera nacido
no quiero existir
no quiero estar aquí
ya no quiero estar en este mundo
matarme
quiero matarme
voy a matarme
me voy a matar
me quiero matar
me kiero matar
no quiero matarme pero no dejo de pensarlo
no pienso suicidarme
suicidarme
quiero suicidarme
kiero suisidarme
suicidio
suicidoi
su1c1d1o
pensamientos suicidas
estoy pensando en el suicidio
pienso en la muerte todo el tiempo
estoy pensando en quitarme la vida
me voy a quitar la vida
quiero acabar con mi vida
quiero acabar con todo
terminar con todo
quiero que todo termine
quiero que esto acabe
quiero que pare el dolor
ya no puedo más
ya no puedo mas
no puedo mas con esto
ya no aguanto más
no aguanto esta vida
no soporto vivir así
estoy cansada de vivir
estoy cansado de la vida
harto de vivir
no vale la pena vivir
la vida no vale la pena
mi vida no tiene sentido
ya nada tiene sentido
no tengo razones para vivir
no le veo sentido a la vida
perdí las ganas de vivir
no tengo ganas de vivir
para qué vivir
para que seguir viviendo
estarían mejor sin mí
todos estarían mejor sin mi
mi familia estaría mejor si yo no estuviera
nadie me extrañaría si me muero
a nadie le importa si me muero
soy una carga para todos
soy un estorbo
quiero desaparecer
quiero dormir y no despertar
dormir para siempre
cortarme
quiero cortarme
me voy a cortar las venas
me corto los brazos
me corté otra vez los brazos
volví a cortarme
me estoy cortando
ganas de cortarme
quiero lastimarme
quiero hacerme daño
kiero aserme daño
me estoy haciendo daño
tengo miedo de hacerme daño
autolesiones
quiero ahorcarme
me voy a ahorcar
me voy a colgar
me tomé todas las pastillas
me tome muchas pastillas
me tragué un frasco de pastillas
me tome todo el frasco de pastillas
voy a tomarme todas las pastillas
sobredosis
tomé una sobredosis
tomé cloro
me tome el veneno
tengo una pistola
tengo un arma en la mano
compre una soga
voy a tirarme del puente
me voy a aventar al metro
quiero saltar del edificio
voy a lanzarme de la azotea
estoy en el puente
adios para siempre
adiós a todos, me despido de la vida
esta es mi despedida
este es mi último mensaje
escribí una carta de despedida
dile a mi mama que la amo
díganle a mis hijos que los amo
cuando lean esto ya no estaré
voy a hacer una locura
las voces me dicen que me mate
es una emergencia
tengo una emergencia
estoy en crisis
necesito ayuda urgente
necesito ayuda ya
auxilio
estoy en peligro
mi vida corre peligro
me quiere matar
me va a matar
dice que me va a matar
mi esposo me va a matar
mi ex amenazó con matarme
él quiere matarme
tiene una pistola
trae un cuchillo
mi marido me está golpeando
mi novio me pega
me golpea todos los días
me está ahorcando
me amenaza de muerte
me violaron
fui violada
abusaron de mí anoche
no me deja salir de la casa
me tiene encerrada
tengo miedo de que me mate
temo por mi vida
no me siento segura en mi casa
alguien se metió a mi casa
está tratando de entrar a la casa
ya no le veo caso a vivir
siento ganas de hacerme daño otra vez
mi pareja me amenazó con un cuchillo
quisiera no despertar
mejor me mato
me corte y no para de sangrar
me siento atrapada y solo pienso en morir
mi papá está borracho y nos va a pegar
ya tengo las pastillas en la mano
no quiero estar viva
ya me canse de vivir
pienso en matarme todos los dias
me quiero aventar a las vias
siento que ya no puedo seguir
mi novio me quiere ahorcar
tengo un cuchillo y quiero cortarme
`;

export const SPANISH_OTHER = `
mi hija se quiere matar
mi hijo se quiere matar
mi hijo quiere matarse
mi hijo dice que se quiere morir
mi hermana quiere suicidarse
mi esposo se quiere suicidar
mi amigo habla de suicidarse
mi hermano intentó suicidarse
mi mamá se quiere quitar la vida
mi hija no quiere vivir
mi hijo dice que ya no quiere vivir
mi hija ya no quiere estar viva
mi hija quiere morir
mi papá se tomó todas las pastillas
mi hija se corta los brazos
mi hijo se está cortando
mi hija se hace daño
se cortó las venas
mi hermano se quiere tirar del puente
mi prima se quiere aventar
mi vecino se va a ahorcar
mi esposo se encerró con una pistola
mi mamá no despierta
mi hijo no respira
mi novia dejó una carta de despedida
mi amiga se despidió de todos
mi hijo tuvo una sobredosis
lo voy a matar
quiero matar a mi esposo
quiero hacerle daño a alguien
le está pegando a mi hermana
está golpeando a mi mamá
mi hermana se quiere cortar las venas
mi tío se colgó
mi hijo dice que todos estarían mejor sin él
mi hija se tomo un monton de pastillas
mi hermano dice que se va a matar
`;

/** Everyday lines that must be left alone. */
export const SPANISH_EVERYDAY = `
me muero de hambre
me muero de risa
me muero de sueño
me muero por verte
me muero de ganas de ir
me muero de frío
me estoy muriendo de calor
quiero morirme de risa con ese video
matar el tiempo
matando el tiempo en la sala
vamos a matar el rato
el tráfico me está matando
este dolor de cabeza me está matando
los zapatos me matan
me mato trabajando toda la semana
se murió mi celular
mi perro murió ayer
mi abuela murió el mes pasado
falleció mi papá y necesito hablar con alguien
batería muerta
punto muerto
naturaleza muerta
estoy muerta de cansancio
quiero cortarme el pelo
quiero cortarme el cabello hoy
voy a cortarme el pelo a las 3
me corté el pelo
me corto las uñas y salgo
se cortó la llamada
se cortó la luz
me corté un dedo cocinando
se me cortó la voz
sobredosis de ternura
sobredosis de azúcar
no puedo más tarde, mejor en la mañana
no puedo mañana
no puedo hoy, se puede otro día?
no puedo más temprano
ya no puedo ir el lunes
no quiero vivir con mis papás
no quiero vivir en este apartamento
no quiero estar aquí a las 8
no quiero esperar más
ya no quiero la cita
cansada del trabajo
estoy cansado
no tengo ganas de salir
no vale la pena el costo
no tiene sentido el formulario
el fin de semana
al final del día
quiero terminar el tratamiento
quiero cancelar la cita
terminar la sesión antes
cuándo termina la promoción
tengo una cita el martes
tengo una pregunta
tengo un hijo de 8 años
me tomé la pastilla esta mañana
me tomo mis pastillas todos los días
se tomó la medicina
tengo medicina para la ansiedad
tengo ansiedad y estrés
me siento muy triste
me siento sola
estoy deprimida
necesito ayuda con mi ansiedad
necesito ayuda para mi hijo
necesito una cita urgente con alguien de pagos
ayuda
contacto de emergencia
crisis económica
terapia de pareja
mi esposo y yo peleamos mucho
mi hija no quiere ir a la escuela
mi hijo no quiere hablar
mi hija no quiere estar sola
mi hijo saltó la clase
voy a saltar la cuerda
estoy en el tráfico
estoy en el puente, llego tarde
vivo cerca del puente
estoy en la azotea del restaurante
perdí el metro
se me fue el tren
me voy a tirar en el sofá
le voy a pegar un grito a mi hermano
me pegó la gripe
me golpeé la rodilla
me lastimé la espalda
se lastimó jugando futbol
me dan ganas de comer pizza
adiós y gracias
adiós, hasta mañana
dile a mi mamá que llego tarde
nadie me contestó
a nadie le importa el clima
mejor sin azúcar
mejor mañana
que le vaya bien
gracias por todo
llámeme después de las 3
pregunte por Ana
número equivocado
no me manden más mensajes
cuánto cuesta la consulta
aceptan seguro
voy en camino
llego 5 minutos tarde
me urge una cita
es urgente el papel del seguro
cuchillo de cocina
arma el mueble
se armó la fiesta
me mato de la risa con usted
voy a matar dos pajaros de un tiro
mi hijo se corto el pelo
se me acabo la pila
no quiero seguir con este plan
mi hija se tomo la foto
me pego el sol
quiero terminar con mi novio
ya no puedo los martes
ya me canse de esperar
mi hija se tomo el dia libre
tengo un cuchillo de regalo para la rifa
pienso en cambiar de horario
siento que ya puedo seguir sola, gracias
mi novio me quiere acompañar a la cita
la puerta estaba cerrada
voy a cortar camino, llego en 5
ya no puedo seguir con la terapia por ahora
no quiero seguir pagando tanto
`;

/** Everyday lines that are found all the same: see the English list. */
export const SPANISH_ACCEPTED = `
mi mamá me va a matar si llego tarde
vimos escuadrón suicida
no aguanto más este trabajo
mi esposo tiene un arma registrada?
`;
