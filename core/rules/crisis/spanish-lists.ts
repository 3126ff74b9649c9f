import type { PhraseTable } from './phrases.ts';

/** Lists that the phrases in spanish.ts name as `<list>`. The notation is explained in phrases.ts. */
export const SPANISH_LISTS: PhraseTable['lists'] = {
  so: ['solo|ya|mas|muy|de|verdad|realmente|tanto|nomas|simplemente|hoy|mismo'],
  no: ['no|nunca|ya|ni|tampoco|jamas'],
  que: ['que|q|k|ke'],
  want: [
    'quiero|quisiera|queria|quise|kiero|quieres|deseo|deseaba|necesito|prefiero|preferiria|merezco|planeo|pienso|pensaba|pensado|intento|intente|intentado|puedo|podria|espero|decidi|ojala',
    'voy|iba|vamos|va a',
    'pensando|pensado|pienso|pensar|penso|ganas|deseos|idea|ideas|intencion|planeando|impulso|forma|manera en|de',
    'trate|tratando|trato|intentando|intento|a punto de?',
    'a punto de',
    'me dan|da|entran ganas de',
    'como',
  ],
  wants: [
    'quiere|kiere|desea|prefiere|intento|intenta|trato|planea|piensa|amenazo|amenaza|dijo|dice|puede|podria',
    'va|iba|amenaza|amenazo|volvio a|con',
    'piensa|habla|hablando|hablo|trata|amenaza en|de|con|sobre',
    'tiene ganas de',
  ],
  relative: [
    'hijo|hija|hijos|hijas|nino|nina|ninos|ninas|bebe|hermano|hermana|hermanos|mama|papa|madre|padre|padrastro|madrastra|papas|padres|hijastro|hijastra|chamaco|muchacho|muchacha',
    'esposo|esposa|marido|mujer|pareja|novio|novia|ex|prometido|companero|companera',
    'amigo|amiga|amigos|vecino|vecina|primo|prima|tio|tia|sobrino|sobrina|abuelo|abuela|nieto|nieta|cunado|cunada|suegro|suegra|jefe|alumno|alumna|paciente',
  ],
  person: ['<relative>', 'ella|ellos|ellas|alguien|hombre|senor|tipo|mujer|persona'],
  pills: [
    'pastilla|pastillas|pildora|pildoras|medicina|medicinas|medicamento|medicamentos|somniferos|tabletas|calmantes|antidepresivos|ansioliticos|capsulas|clonazepam|diazepam',
  ],
  too_many: [
    'todo|todas|todos|toda|muchas|muchos|demasiadas|demasiados|monton|frasco|bote|caja|punado|botella|tantas|bola',
  ],
  took: [
    'tome|tomo|tomado|tomar|tomarme|tomarse|tomando|trague|trago|tragado|tragarme|tragarse|tomaron|comi|comio|bebi|bebio',
  ],
  poison: ['cloro|veneno|raticida|lejia|blanqueador|anticongelante|insecticida|acido|detergente'],
  weapon: ['arma|armas|pistola|pistolas|cuchillo|cuchillos|escopeta|rifle|revolver|machete|navaja|fusil'],
  high: ['puente|edificio|techo|azotea|balcon|ventana|barranco|acantilado|terraza|torre|piso'],
  traffic: ['tren|trenes|metro|carro|carros|coche|coches|camion|autobus|vias|trafico|autopista|carretera'],
  veins: ['venas|vena|munecas|muneca|garganta|cuello|yugular'],
  skin: ['brazo|brazos|pierna|piernas|muslo|muslos|piel|antebrazo|antebrazos|cuerpo|manos'],
  hair: [
    'el|un|mi poco? el? pelo|cabello|fleco|flequillo|dedo',
    'las unas|puntas|patillas|barba',
    'la barba|luz|llamada|linea|lengua|patilla',
    'cocinando|con|al|rasurandome|afeitandome|unas',
  ],
  treat: [
    'de .. regalo|azucar|ternura|chocolate|cafe|trabajo|amor|dulces|tarea|netflix|pareja|cocina|juguete|trabajo',
    'en|el|la|jugando|al|con|corriendo|economica|laboral',
    'para .. saltar|cocinar|cocina|tender',
  ],
  busy: [
    'llego|llegamos|voy|esperando|del|cerca|trafico|atorado|atorada|la|el|en|sobre',
    'y|pero .. llego|voy',
  ],
  keep_on: ['con|en|pagando|viniendo|el|la|las|los|esperando|trabajando|yendo|a|sin|hablando|estudiando|de'],
  later: ['tarde|temprano|que|de|dinero|rapido', 'por telefono'],
  laughing: [
    'de risa|hambre|sueno|frio|calor|sed|ganas|pena|verguenza|aburrimiento|amor|cansancio|miedo|nervios|envidia|curiosidad|tos|emocion',
  ],
  time: ['el tiempo|rato|gusto|antojo|hambre'],
  place: ['aqui|ahi|alla|en|con|cerca|lejos|junto|solo|sola'],
  attack: [
    'golpear|matar|pegar|lastimar|herir|disparar|apunalar|violar|ahorcar|estrangular|atacar|danar|quemar|balacear|acuchillar',
  ],
  attack_me: [
    'golpearme|matarme|pegarme|lastimarme|herirme|dispararme|apunalarme|violarme|ahorcarme|estrangularme|atacarme|matarnos|golpearnos|quemarme|acuchillarme|secuestrarme',
    'hacerme|hacernos dano|algo',
  ],
  attacking: [
    'golpeando|pegando|ahorcando|estrangulando|violando|maltratando|amenazando|atacando|apunalando|persiguiendo|siguiendo|acosando|abusando|lastimando|agrediendo|acechando',
    'golpea|pega|ahorca|maltrata|viola|abusa|agrede|amenaza',
  ],
  attacked: [
    'golpeo|pego|ahorco|violo|estrangulo|apunalo|amenazo|ataco|agredio|secuestro|lastimo|disparo|apunto',
  ],
  gone: [
    'muerta|muerto|muriera|muriese|muero|murio|desapareciera|desaparezco|desaparecer',
    'no estuviera|existiera|estoy|existo|estar|estuviese|hubiera',
  ],
};
