import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What the page about health says in Spanish. */
export const es: Complete<typeof en> = {
  all_ok: 'Todo está bien.',
  all_look: 'Funciona. Hay algo que conviene mirar.',
  all_wrong: 'Algo está mal.',
  as_of: 'A las {at}; se vuelve a mirar cada medio minuto.',
  stale: 'No se pudo volver a leer. Lo que ve es de las {at}.',
  findings: 'Parte por parte',
  ok: 'bien',
  look: 'mirar',
  wrong: 'mal',
  tell_owner: 'Avise a quien dirige el consultorio.',

  first_steps: 'Lo que falta por hacer',
  first_steps_left: '{done} de {all}.',
  first_steps_all: 'Todo lo que necesita una instalación nueva está hecho.',
  step_known: 'comprobado por sí mismo',
  step_done: 'hecho',
  step_open: 'falta',
  step_sheet: 'Imprima la hoja de recuperación y guárdela lejos del servidor.',
  step_sheet_how:
    'En el servidor: second-ring key sheet (o ./setup sheet). Sin su clave, perder el servidor es perder la consulta.',
  step_address: 'Haga que el nombre de este servidor lleve aquí.',
  step_address_how:
    'Donde compró el nombre: una entrada con la dirección de este servidor. Lo que se encontró está abajo.',
  step_connect: 'Diga a Twilio adónde mandar llamadas y textos.',
  step_connect_how: 'En el servidor: second-ring connect. Muestra lo que cambiaría, y pregunta.',
  step_test_call: 'Llame a la línea desde un teléfono y deje que suene.',
  step_test_call_how:
    'La entrada debe aparecer en la cola, y el aviso en un teléfono. En el servidor, second-ring test-call llama a cada teléfono del personal.',
  step_baa: 'Firme el BAA de Twilio y haga que marquen la cuenta.',
  step_baa_how: 'En la consola de Twilio. Quien aloja este servidor y sus copias también necesita uno.',
  step_media: 'Cierre a extraños las grabaciones en Twilio.',
  step_media_how: 'En la consola de Twilio: Voice, Settings, HTTP authentication for media.',
  step_legal: 'Diga quién responde de los datos.',
  step_legal_how:
    'En config.yaml: practice.legal. Lo muestran las páginas de términos y de privacidad, que las operadoras leen antes de registrar un número.',
  step_registered: 'Registre el número para mandar textos.',
  step_registered_how:
    'A2P 10DLC, o verificación de número gratuito, en la consola de Twilio; después texting: on en config.yaml. Hasta entonces no se promete ningún texto.',
  step_backup: 'Haga la primera copia de seguridad.',
  step_backup_how: 'En el servidor: second-ring backup. Desde entonces se hace una cada noche.',
  step_backup_elsewhere: 'Haga que las copias se lleven a otro lugar.',
  step_backup_elsewhere_how:
    'Una copia junto a los datos se pierde con ellos: docs/backups.md dice cómo sale, y cómo probar a restaurarla.',

  outside: 'Mirado desde aquí hacia afuera',
  outside_at: 'El proceso de envío miró: {at}; lo hace una vez al día.',
  outside_never:
    'El proceso de envío todavía no ha mirado. Lo hace medio minuto después de arrancar por primera vez.',
  look_again: 'Mirar otra vez ahora',
  looking: 'Se está mirando.',

  effects: 'Lo prometido',
  effects_moving: 'Los textos, los avisos y todo lo demás sale a tiempo.',
  effects_late: 'Algo debía hacerse desde {at} y no se ha hecho.',
  effects_late_do: 'Mire otra vez en un minuto. Si sigue atrasado, mire el proceso de envío más abajo.',
  effects_stuck: 'No sale nada: algo debía hacerse desde {at}.',
  effects_stuck_do:
    'Inicie otra vez el proceso de envío (docker compose restart worker, o npm run worker) y lea su registro. Mientras tanto, llame usted a las personas de la cola.',

  worker: 'Proceso de envío',
  worker_running: 'Está en marcha.',
  worker_silent: 'No da señales desde {at}.',
  worker_silent_do:
    'Inícielo otra vez: docker compose up -d, o npm run worker. No se pierde nada, pero hasta entonces no sale ningún texto ni aviso.',
  worker_never: 'Nunca se ha iniciado.',
  worker_never_do:
    'Inícielo junto al servidor: docker compose up -d, o npm run worker. Hasta entonces no sale ningún texto ni aviso.',

  server: 'Servidor',
  server_running: 'Está en marcha.',
  server_silent: 'No da señales desde {at}: nadie responde llamadas, textos ni páginas.',
  server_silent_do:
    'Inícielo otra vez: docker compose up -d, o npm start. Lo que falte mientras tanto se lee después de las listas de Twilio.',

  twilio: 'Llamadas y textos de Twilio',
  twilio_heard: 'Última noticia: {at}. La firma coincidió.',
  twilio_never: 'Twilio no se ha comunicado todavía.',
  twilio_never_do:
    'Deje que second-ring connect ponga en Twilio las direcciones de su número y llame a la línea.',
  twilio_quiet: 'Última noticia: {at}.',
  twilio_quiet_do:
    'Si hace más tiempo del que el consultorio estuvo tranquilo, llame usted a la línea y vea si suena.',
  twilio_forged:
    'Peticiones cuya firma no coincidió: {count}, la última {at}. Se rechazaron, y las de Twilio coinciden.',
  twilio_forged_do: 'Nada, mientras lleguen llamadas y textos.',
  twilio_refused:
    'Peticiones cuya firma no coincidió: {count}, la última {at}. Desde entonces no coincidió ninguna.',
  twilio_refused_do:
    'Llame a la línea. Si falla, twilio.auth_token o practice.public_url no son los que tiene Twilio: compárelos.',

  token: 'Nuestra clave en Twilio',
  token_accepted: 'Twilio acepta nuestro account SID y auth token: {at}.',
  token_refused:
    'Twilio rechaza nuestro account SID y auth token desde {at}: no sale ningún texto ni aviso por texto.',
  token_refused_do:
    'Abra la consola de Twilio. Si la cuenta está suspendida, arréglelo allí. Si no, copie su auth token al archivo que nombra twilio.auth_token e inicie los dos procesos otra vez. Lo que espera sale entonces.',

  lists: 'Lo que pudo faltar',
  lists_read: 'Comparado con las listas de Twilio: {at}. No falta nada.',
  lists_unread: 'Las listas de Twilio no se leen desde {at}.',
  lists_unread_do:
    'Vea si el proceso de envío está en marcha y si el equipo tiene internet. Lo que falte ahora se busca después.',
  lists_long_unread: 'Las listas de Twilio no se leen desde {at}: pueden faltar llamadas y textos.',
  lists_long_unread_do:
    'Vea si el proceso de envío está en marcha, si el equipo tiene internet y si la clave de Twilio sigue siendo la de twilio.auth_token.',

  texts: 'Textos',
  texts_arrive: 'No se sabe de ningún texto de las últimas 24 horas que no llegara.',
  texts_fail: 'Textos de las últimas 24 horas que no llegaron: {count}.',
  texts_fail_do: 'Cada uno está en su conversación. Llame a esas personas.',
  texts_not_registered:
    'Las compañías rechazan los textos de su número: no está registrado. En las últimas 24 horas: {count}.',
  texts_not_registered_do:
    'Regístrelo en Twilio (A2P 10DLC o verificación de número gratuito). Hasta entonces ponga texting: off en la línea, para que no se prometa ningún texto.',
  texts_fail_in_a_row:
    'Falla un texto tras otro, y no por los teléfonos a los que iban. En las últimas 24 horas: {count}.',
  texts_fail_in_a_row_do:
    'Llame a esas personas. Luego mire la cuenta en la consola de Twilio: el saldo, el número, el registro.',
  why_bad_number: 'el número no funciona',
  why_region_off: 'los textos a esa región están apagados en Twilio',
  why_opted_out: 'la persona pidió no recibir textos',
  why_landline: 'teléfono fijo',
  why_unreachable: 'teléfono apagado, fuera de alcance o desconocido',
  why_filtered: 'los filtró la compañía',
  why_not_registered: 'su número no está registrado para textos',
  why_being_set_up: 'su número se está preparando todavía',
  why_reply_limit: 'demasiadas respuestas en poco tiempo',
  why_not_delivered: 'sin motivo que dijera la compañía',
  why_unknown: 'nadie sabe si salieron',
  why_not_found: 'nunca salieron',

  alerts: 'Avisos al equipo',
  alerts_on: 'Nadie del equipo ha parado sus avisos.',
  alerts_stopped: 'Estos teléfonos rechazan nuestros avisos: {names}.',
  alerts_stopped_do:
    'Quien sea envía START a la línea. Hasta entonces se le avisa de otra forma, o a otra persona.',

  watch: 'A quién se avisa',
  watch_on: 'Cuando algo va mal, avisamos solos a {names}.',
  watch_heartbeat: 'Cuando algo va mal, le avisa su servicio de latidos.',
  watch_nobody: 'No se avisa a nadie cuando algo va mal: hay que mirar aquí.',
  watch_nobody_do:
    'Nombre a alguien en watch, en la configuración, y ponga un servicio de latidos a escuchar: docs/configuration.md dice cómo.',
  watch_unreachable: 'Había que avisar a {names} y no llegó por ningún camino ({at}).',
  watch_unreachable_do:
    'Vea si su número y sus direcciones están bien, y si la cuenta de Twilio y el servidor de correo aceptan lo que enviamos. Nombre un segundo camino para ellos.',

  redis: 'Redis',
  redis_unused: 'No se usa ni hace falta.',
  redis_reached: 'Responde.',
  redis_lost: 'Está configurado y el proceso de envío no lo alcanza, o no acepta nada.',
  redis_lost_do:
    'Inícielo, y vea si redis.url tiene su dirección y su contraseña, y si está lleno o es solo para leer. O quite el bloque redis de la configuración. Mientras tanto no se pierde nada; todo sale unos segundos más tarde.',

  encryption: 'Cifrado',
  encrypted:
    'La base de datos está cifrada. Guarde una copia de su clave en otro lugar: sin ella nada se puede volver a leer.',

  room: 'Espacio en el disco',
  room_enough: 'La base de datos ocupa {size}; quedan {room}.',
  room_little: 'La base de datos ocupa {size}; quedan solo {room}.',
  room_little_do: 'Haga espacio pronto: una copia de la base de datos necesita otro tanto.',
  room_none: 'El disco está casi lleno: quedan {room}.',
  room_none_do: 'Haga espacio ahora. Cuando esté lleno, las llamadas ya no se guardan.',

  keeping: 'Conservar y borrar',
  keeping_yet: 'Lo vencido se borra cada noche; la primera todavía no ha llegado.',
  keeping_runs: 'Lo vencido se borró por última vez: {at}.',
  keeping_crises: 'Crisis vencidas que esperan a quien dirige el consultorio: {count}.',
  keeping_crises_do:
    'Quien dirige las mira y dice que sí, aquí abajo o con: npx --no second-ring keep waiting',
  keeping_refused: 'Twilio se ha negado muchas veces a borrar algo: {count}.',
  keeping_refused_do: 'Se intenta de nuevo cada día. Si el número no baja, pida a Twilio que lo borre.',
  keeping_late: 'Lo vencido se borró por última vez: {at}. Debería ser cada noche.',
  keeping_late_do: 'Vea que el proceso de trabajo funcione, y qué dice su registro por la noche.',
  keeping_held: 'Una retención legal impide todo borrado desde {at}.',
  keeping_held_do:
    'Quien dirige la levanta cuando termine la disputa, aquí abajo o con: npx --no second-ring hold off',
  backup: 'Copia de seguridad',
  backup_never: 'Ninguna todavía.',
  backup_never_do: 'Haga una ahora: second-ring backup. Desde entonces se hace una cada noche.',
  backup_fresh: 'La última: {at}.',
  backup_old: 'La última: {at}.',
  backup_old_do: 'Haga una hoy.',
  backup_very_old: 'La última: {at}. Hace más de una semana.',
  backup_very_old_do: 'Haga una ahora, y vea por qué no se hace la de costumbre.',

  certificate: 'Certificado',
  certificate_good: 'El certificado de public_url vale hasta {at}.',
  certificate_ends_soon: 'El certificado de public_url termina {at}, y no se hizo uno nuevo a tiempo.',
  certificate_ends_soon_do:
    'Lea el registro de lo que lo hace (docker compose logs caddy, o su propio proxy): los puertos 80 y 443 deben alcanzarse desde fuera, y el nombre debe llevar aquí.',
  certificate_ends_now:
    'El certificado de public_url termina {at}. Desde entonces Twilio ya no se comunica con nosotros.',
  certificate_ends_now_do:
    'Haga uno nuevo ahora: lea el registro de lo que lo hace (docker compose logs caddy, o su propio proxy). Los puertos 80 y 443 deben alcanzarse desde fuera.',
  certificate_untrusted:
    'El certificado de public_url no es de los que Twilio acepta ({at}): caducado, firmado por uno mismo o de otro nombre.',
  certificate_untrusted_do:
    'Haga uno nuevo ahora: lea el registro de lo que lo hace (docker compose logs caddy, o su propio proxy). Si es a propósito, porque hay otro equipo delante, nada.',

  clock: 'Reloj',
  clock_right: 'Nada indica que esté mal.',
  clock_set_back: 'Se atrasó: algo está anotado con fecha {at}.',
  clock_set_back_do: 'Deje que el equipo ponga su reloj por la red (timedatectl set-ntp true).',
  clock_off: 'El reloj de este equipo y el de Twilio difieren en {seconds} segundos.',
  clock_off_do:
    'Deje que el equipo ponga su reloj por la red (timedatectl set-ntp true). Los códigos de las aplicaciones necesitan la hora correcta.',
  clock_far_off:
    'El reloj de este equipo y el de Twilio difieren en {seconds} segundos: horarios, esperas y horas de la cola están mal.',
  clock_far_off_do:
    'Deje que el equipo ponga su reloj por la red (timedatectl set-ntp true) e inicie los dos procesos otra vez.',
  clock_differs: 'El reloj de este dispositivo y el del servidor difieren en {minutes} minutos.',
  clock_differs_do:
    'Deje que los dos pongan su reloj por la red. Los códigos de las aplicaciones necesitan la hora correcta.',

  config: 'Configuración',
  config_in_force: 'Vale lo que dice el archivo.',
  config_broken: 'El archivo se leyó {at} y tiene errores. Sigue valiendo la configuración anterior.',
  config_broken_do:
    'npx --no second-ring config check dice qué está mal, línea por línea. Arréglelo e inicie los dos procesos otra vez: hasta entonces ninguno se inicia con él.',

  version: 'Versión',
  version_is: 'Second Ring {version}.',
};
