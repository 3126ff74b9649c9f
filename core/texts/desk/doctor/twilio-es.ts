import type { TwilioTexts } from './shape.ts';

/** What the doctor says in Spanish of the account at Twilio. */
export const twilioEs: TwilioTexts = {
  about_twilio_account: 'Cuenta de Twilio',
  account_good: '{name} está activa.',
  account_trial:
    '{name} es una cuenta de prueba: solo llega a números verificados, y lo dice en cada texto y llamada.',
  account_trial_do: 'Páguela en la consola de Twilio (Billing) antes de que lleguen llamadas de verdad.',
  account_stopped: '{name} está en estado {status}: no entra ni sale nada.',
  account_stopped_do: 'Entre en la consola de Twilio, que dice por qué; casi siempre falló un pago.',
  account_refused: 'Twilio no acepta el SID de la cuenta y el token.',
  account_refused_do:
    'Copie los dos otra vez de la primera página de la consola de Twilio. Una clave de API no sirve.',
  account_unread: 'No se pudo leer la cuenta ({error}).',
  account_unread_do:
    'Vea si esta máquina llega a api.twilio.com, y en status.twilio.com si Twilio tiene problemas.',

  about_line_at_twilio: 'Línea en Twilio',
  line_connected: '{line}: las llamadas y los textos llegan aquí.',
  line_elsewhere: '{line}: no está puesta para esta instalación. Ajustes distintos: {count}.',
  line_elsewhere_do: 'Véalos y diga que sí: second-ring connect',
  line_not_there: '{line}: la cuenta no tiene el número {number}.',
  line_not_there_do: 'Vea si es la cuenta que lo tiene, o si todavía se está portando.',
  line_without_calls: '{line}: el número no recibe llamadas.',
  line_without_calls_do: 'Use un número que las reciba: lo dice la consola de Twilio.',
  line_without_texts: '{line}: el número no tiene textos, y "texting" está en on.',
  line_without_texts_do: 'Ponga "texting: off" en esta línea, o use un número que tenga textos.',
  line_texts_kept: '{line}: sus textos se los queda el servicio de mensajes {service}, y no llegan aquí.',
  line_texts_kept_do: 'Haga que vayan a la dirección del número: second-ring connect',
  numbers_unread: 'No se pudieron leer los números ({error}).',
  numbers_unread_do: 'Vuelva a comprobar en unos minutos; vea status.twilio.com.',

  about_fallback: 'Si no respondemos',
  fallback_set: '{line}: quien llama recibe otra cosa.',
  fallback_none: '{line}: quien llama oye que hubo un error de la aplicación.',
  fallback_none_do:
    'Haga un TwiML Bin que diga las palabras de emergencia; qué poner en él: second-ring connect --fallback',
  fallback_here: '{line}: el recurso lleva a esta misma instalación, que entonces tampoco responde.',
  fallback_here_do: 'Use un TwiML Bin; qué poner en él: second-ring connect --fallback',

  about_registration: 'Registro para textos',
  registered: '{line}: sí.',
  registration_not_needed: '{line}: no hace falta para números de su país.',
  texting_off: '{line}: todavía no. "texting" está en off, así que no se promete ningún texto.',
  registered_but_off: '{line}: sí, pero "texting" está en off.',
  registered_but_off_do: 'Ponga "texting: on" en esta línea, y las llamadas perdidas tendrán su texto.',
  registration_waits:
    '{line}: todavía la están revisando. Hasta entonces no se entrega ninguno de sus textos.',
  registration_waits_do: 'Ponga "texting: off" en esta línea hasta que esté.',
  registration_refused: '{line}: rechazado. No se entrega ninguno de sus textos.',
  registration_refused_do:
    'La consola de Twilio dice por qué. Corríjalo y envíelo otra vez; "texting: off" en esta línea hasta entonces.',
  registration_missing: '{line}: nunca se pidió. No se entrega ninguno de sus textos.',
  registration_missing_do:
    'Regístrela (A2P 10DLC, o verificación toll-free) como dice docs/twilio.md; "texting: off" hasta entonces.',
  registration_unread: '{line}: no se pudo leer ({error}).',
  registration_unread_do: 'Vuelva a comprobar en unos minutos; vea status.twilio.com.',

  about_help_reply: 'Respuesta a HELP',
  help_good: 'La campaña de {service} nombra los números de emergencia.',
  help_lacks: 'A la campaña de {service} le falta un número de emergencia. Debería decir: {words}',
  help_lacks_do:
    'Péguelo en la consola de Twilio: en el mensaje de ayuda de la campaña y en Opt-Out Management del servicio.',

  about_recordings_at_twilio: 'Grabaciones en Twilio',
  media_closed: 'Quien no tiene el token no oye ninguna.',
  media_open: 'Quien tiene la dirección de una grabación la oye, sin contraseña alguna.',
  media_open_do: 'Consola de Twilio, Voice, Settings, General: encienda HTTP basic authentication for media.',

  about_console: 'Consola de Twilio',
  console_checked: 'Lo que solo ella muestra se miró el {date}.',
  console_checked_long_ago: 'Lo que solo ella muestra se miró por última vez el {date}.',
  console_checked_long_ago_do:
    'Mírelo otra vez (docs/twilio.md, "What only the Console shows") y cambie twilio.console_checked.',
  console_never_checked:
    'No se le puede preguntar a Twilio: el BAA, la cuenta marcada para HIPAA, la protección de las grabaciones, qué recibe HELP.',
  console_never_checked_do:
    'Mire cada cosa (docs/twilio.md, "What only the Console shows") y escriba el día en twilio.console_checked.',

  about_forwarding: 'Llamadas desviadas',
  no_loop: 'Ninguna volvió a una línea en treinta días.',
  loop_seen:
    '{line}: volvieron llamadas de un teléfono al que ella llama, la última {at}. Veces en treinta días: {count}.',
  loop_seen_do:
    'Quite el desvío hacia la línea en los teléfonos a los que ella llama, o quítelos de su "ring".',

  about_alert_phones: 'Teléfonos para avisos',
  alert_phones_good: 'Ninguno de los que reciben avisos por texto es fijo.',
  alert_phone_refused: 'El teléfono de {name} no puede recibir textos, así que los avisos no llegan.',
  alert_phone_refused_do: 'Dele un número móvil, o avísele por correo o por ntfy.',
  alert_phone_landline: 'El teléfono de {name} es fijo: los avisos por texto no llegan.',
  alert_phone_landline_do: 'Dele un número móvil, o avísele por correo o por ntfy.',
  alert_phones_unread: 'No se pudo leer qué teléfonos son ({error}).',
  alert_phones_unread_do: 'Vuelva a intentarlo en unos minutos: second-ring doctor --lookups',
};
