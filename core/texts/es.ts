import type { Texts } from './shape.ts';

/**
 * Every Spanish sentence. GSM-7 has é ñ ü ¿ ¡ but not á í ó ú: texts do without those four, voice and pages keep them.
 */
export const es: Texts = {
  sms: {
    continuation:
      '{sender}: Sentimos no haber contestado. Responda 1 para que le llamemos, 2 para dejar un mensaje (o escriba aqui), o use {link}\nEnglish: 3\nNo es para emergencias: llame al 911, o al 988 y oprima 2. STOP para no recibir textos.',
    continuation_discreet:
      '{sender}: Sentimos no haber contestado. Responda 1 para que le llamemos, 2 para dejar un mensaje (o escriba aqui), o use {link}\nEnglish: 3\nNo es para emergencias: llame al 911. STOP para no recibir textos.',
    crisis:
      '{sender}, respuesta automatica. Puede que nadie lea su texto enseguida. Si usted u otra persona corre peligro ahora, llame al 911. De noche o de dia, llame al 988 y oprima 2, o mande AYUDA al 988.',
    callback_closed:
      '{sender}: Gracias. Una persona llamara a este numero cuando abramos, {opens}. Si quiere, responda con una buena hora, otro numero o por quien preguntar.',
    callback_open:
      '{sender}: Gracias. Una persona llamara a este numero en cuanto pueda. Si quiere, responda con una buena hora, otro numero o por quien preguntar.',
    message_prompt:
      '{sender}: Escriba aqui su mensaje. Los textos no son del todo privados; los detalles pueden esperar.',
    message_closed:
      '{sender}: Recibido, gracias. Una persona lo lee cuando abramos, {opens}. Los textos no son del todo privados; los detalles pueden esperar.',
    message_open:
      '{sender}: Recibido, gracias. Una persona lo lee en cuanto pueda. Los textos no son del todo privados; los detalles pueden esperar.',
    details_noted: '{sender}: Anotado, gracias.',
    help: '{sender}: Escriba aqui o llame a este numero. En peligro: llame al 911, o al 988 y oprima 2, a toda hora. Pueden aplicar tarifas de mensajes y datos. STOP para no recibir textos.',
    help_discreet:
      '{sender}: Escriba aqui o llame a este numero. En peligro: llame al 911. Pueden aplicar tarifas de mensajes y datos. STOP para no recibir textos.',
  },
  voice: {
    opening: 'Está llamando a {spoken_name}.',
    other_language: 'Para español, oprima dos.',
    recording: 'Esto es una grabación; nadie pudo contestar.',
    closed: 'Abrimos {opens}; los mensajes no se escuchan antes.',
    emergency:
      'Si usted u otra persona está en peligro, cuelgue y llame al 911, o llame al 988 y oprima dos.',
    text_on_its_way:
      'Si este es un teléfono móvil, le enviamos un texto con otras maneras de comunicarse; si no quiere textos, oprima la tecla asterisco.',
    leave_message_or: 'O deje después del tono su nombre, un número, y si podemos dejar un mensaje ahí.',
    leave_message: 'Después del tono deje su nombre, un número, y si podemos dejar un mensaje ahí.',
    withheld: 'No podemos ver su número. Márquelo y oprima la tecla numeral, o dígalo después del tono.',
    number_noted: 'Gracias. Anotamos el número.',
    no_texts: 'Está bien, no enviaremos textos.',
    goodbye: 'Gracias. Una persona lo escuchará. Adiós.',
    goodbye_empty: 'Vimos que llamó. Adiós.',
    staff_leg: 'Llamada para {sender}. Oprima 1 para contestarla.',
    staff_call: 'Aquí está la llamada que pidió a {sender}. Oprima 1 y sonará el otro teléfono.',
    test_call: 'Esta es una llamada de prueba de {sender}. Oprima 1 para decir que la oye.',
    test_call_heard: 'Gracias. Este teléfono funciona. Adiós.',
    failure:
      'Nadie pudo contestar. Si usted u otra persona está en peligro, cuelgue y llame al 911, o llame al 988 y oprima dos. Después del tono deje su nombre, un número, y si podemos dejar un mensaje ahí.',
  },
  staff: {
    alert:
      '{sender}: nueva entrada. Responda TAKE para tomarla.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_many:
      '{sender}: {count} entradas nuevas. Responda TAKE para tomar la mas nueva.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_urgent: '{sender}: entrada URGENTE, abra ahora. Responda TAKE para tomarla.',
    notice_title: '{sender}: entrada nueva',
    notice_title_many: '{sender}: {count} entradas nuevas',
    notice_title_urgent: '{sender}: entrada URGENTE',
    notice: 'Hay una entrada nueva. Abra la cola, por favor.',
    notice_many: 'Hay {count} entradas nuevas. Abra la cola, por favor.',
    notice_urgent: 'Hay una entrada URGENTE. Abra la cola ahora, por favor.',
    digest:
      '{sender}: buen dia. Entradas en espera: {count}, desde el cierre: {new}. Responda TAKE para tomar la mas nueva.\nSolo avisos: lo que responda no llega a ningun cliente.',
    notice_title_digest: '{sender}: {count} en espera esta mañana',
    notice_digest: 'Buen dia. Entradas en espera: {count}, desde el cierre: {new}. Abra la cola, por favor.',
    notice_title_again: '{sender}: una entrada sigue esperando',
    notice_title_many_again: '{sender}: {count} entradas siguen esperando',
    notice_again: 'Una entrada sigue esperando y nadie la ha tomado. Abra la cola, por favor.',
    notice_many_again: '{count} entradas siguen esperando y nadie las ha tomado. Abra la cola, por favor.',
    notice_urgent_again:
      'Una entrada URGENTE sigue esperando y nadie la ha tomado. Abra la cola ahora, por favor.',
    notice_ending: 'Esto es solo un aviso: lo que responda no llega a ningun cliente.',
    alert_again:
      '{sender}: una entrada sigue esperando, nadie la ha tomado. Responda TAKE para tomarla.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_many_again:
      '{sender}: {count} entradas siguen esperando, nadie las ha tomado. Responda TAKE para tomar la mas nueva.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_urgent_again:
      '{sender}: entrada URGENTE sigue esperando, nadie la ha tomado. Abra ahora. Responda TAKE para tomarla.',
    health_wrong: '{sender}: algo va mal: {what}. Vea Estado en el escritorio.',
    health_look: '{sender}: mire esto, por favor: {what}. Vea Estado en el escritorio.',
    health_still: '{sender}: sigue mal: {what}. Vea Estado en el escritorio.',
    health_over: '{sender}: otra vez bien: {what}.',
    health_unwritable:
      '{sender}: aqui no se puede guardar nada. El disco puede estar lleno o roto: se contestan llamadas, pero no se guardan. Mire ahora.',
    notice_title_health: '{sender}: algo le necesita',
    notice_title_health_over: '{sender}: otra vez bien',
    notice_health_wrong: 'Algo va mal: {what}. Estado, en el escritorio, dice que hacer.',
    notice_health_look: 'Mire esto, por favor: {what}. Estado, en el escritorio, dice que hacer.',
    notice_health_still: 'Sigue mal: {what}. Estado, en el escritorio, dice que hacer.',
    notice_health_over: 'Otra vez bien: {what}.',
    notice_health_unwritable:
      'No se puede guardar nada. El disco puede estar lleno o roto: se contestan llamadas, pero no se guardan. Mire ahora, por favor.',
    took: '{sender}: tomada, la entrada mas nueva es suya.',
    nothing_open: '{sender}: no hay nada abierto ahora.',
    only_alerts:
      '{sender}: este numero solo manda avisos; ningun cliente ve esto. Responda TAKE para tomar la entrada mas nueva.',
  },
  notes: {
    nobody_alerted: 'No se avisó a nadie: ninguna regla de avisos cubre esto.',
    alert_failed: 'Un aviso no llegó a su persona; se avisó a la siguiente.',
    alert_delayed: 'Un aviso no salió a tiempo; se intenta otra vez, y se avisó a la siguiente persona.',
    crisis_alert_failed: 'Un aviso de crisis no llegó a su persona; se avisó a la siguiente.',
    crisis_alert_delayed:
      'Un aviso de crisis no salió enseguida; se intenta otra vez, y se avisó a la siguiente persona.',
    alert_moved: 'Un aviso no llegó a su persona por la primera vía; se le envió por otra.',
    alert_unknown: 'Un aviso puede haber llegado o no a su persona; se avisó a la siguiente.',
    no_one_left_to_alert: 'No quedaba nadie a quien avisar.',
    everybody_alerted: 'Nadie la tomó a tiempo; se está avisando a todos los de las reglas de avisos.',
    alerts_ended: 'Nadie la tomó, y ya no hay más avisos sobre ella. Sigue esperando aquí.',
    texts_paused: 'No se envió texto: salieron más de los que permite continuation.text_at_most.',
    country_not_texted: 'No se envió texto: este país no está en continuation.text_countries.',
    call_taken: 'Llamaron otra vez, y una persona contestó.',
    heard_late:
      'Supimos de esto tarde: no se podía llegar a nuestro servidor cuando ocurrió. Vea su hora en la conversación.',
    spoke_since:
      'El equipo habló con esta persona, o atendió su entrada, después de esa llamada: no se le mandó texto por ella.',
    perhaps_taken: 'Alguien descolgó en una llamada suya. No se sabe si una persona habló con ella.',

    text_landline: 'Un texto no llegó: es un teléfono fijo. Mejor llame.',
    text_bad_number: 'Un texto no llegó: este número no funciona.',
    text_region_off: 'Un texto no llegó: en Twilio están apagados los textos a este país.',
    text_opted_out: 'Un texto no se envió: esta persona no quiere textos. Mejor llame.',
    text_carrier_opt_out:
      'Un texto no se envió: esta persona detuvo los textos con su compañía telefónica. Mejor llame.',
    text_unreachable: 'Un texto no llegó: el teléfono está apagado, sin señal o su compañía no lo conoce.',
    text_filtered: 'Un texto no llegó: la compañía telefónica lo filtró.',
    text_not_registered:
      'Un texto no llegó: las compañías aún no han registrado esta línea (falta la verificación A2P o de número gratuito).',
    text_being_set_up: 'Un texto no llegó: Twilio todavía está preparando esta línea.',
    text_reply_limit: 'Un texto no llegó: por ahora Twilio no permite más respuestas automáticas.',
    text_not_delivered: 'Un texto no llegó; la compañía telefónica no dijo por qué.',
    text_unknown: 'Un texto puede haber salido o no. No se envía otra vez por sí solo.',
    text_not_found: 'Puede que un texto no haya salido: Twilio no lo conoce. Llame o escriba a esta persona.',
    text_too_late: 'Un texto no se envió: habría llegado demasiado tarde.',
    text_no_number: 'Un texto no se envió: no hay número para enviarlo.',
    text_daily_limit:
      'Un texto no se envió: esta persona ya recibió el máximo de textos automáticos del día.',
    text_quiet: 'Un texto no se envió: una persona se estaba escribiendo con ella.',
    text_star: 'Un texto no se envió: oprimió asterisco durante la llamada.',
    text_slip: 'Un texto no se envió: la llamada terminó casi enseguida.',
    crisis_reply_not_sent: 'No se pudo enviar la respuesta que nombra el 911 y el 988. LLAME a esta persona.',
    crisis_reply_delayed: 'La respuesta que nombra el 911 y el 988 no salió enseguida. LLAME a esta persona.',

    voicemail_not_fetched: 'No se pudo traer un mensaje de voz de Twilio; sigue allí.',
    recording_not_deleted: 'Una grabación está guardada aquí, pero no se pudo borrar en Twilio.',

    may_have_meant_appointment:
      'Mandó CANCEL o END, lo que detuvo los textos. Quizás se refería a una cita: llame.',
    opted_out: 'Pidió no recibir textos. Mejor llame.',
    opted_in: 'Pidió recibir textos otra vez.',
    asked_for_help: 'Pidió ayuda (HELP, INFO o AYUDA).',
    wrong_number: 'Dice que el número está equivocado. Ya no se le envían textos.',
    reaction: 'Reaccionó a un texto nuestro.',
    auto_reply: 'Su teléfono respondió por sí solo.',
    picture: 'Mandó una foto. No se descargó.',

    number_confirmed: 'El personal confirmó el número que se escribió.',
    joined: 'Otra entrada de la misma persona se unió con esta.',
  },
  fates: {
    promised: 'espera a ser enviado',
    on_its_way: 'en camino',
    sent: 'enviado; aún no se sabe si llegó',
    delivered: 'entregado',
    cancelled: 'no se envió',
  },
  page: {
    language_name: 'Español',
    skip: 'Ir a la parte principal',
    leave: 'Salir de esta página',
    leave_link: 'https://www.weather.gov/',
    nav_form: 'Escríbanos',
    nav_terms: 'Condiciones de los textos',
    nav_privacy: 'Privacidad',
    nav_home: 'Cómo atendemos las llamadas',

    emergency_title: '¿Está en peligro ahora?',
    emergency:
      'Si usted u otra persona está en peligro, llame al 911. De noche o de día puede llamar al 988 y oprimir 2, o mandar AYUDA al 988, y hablar con una persona.',
    emergency_unwatched: 'Puede que nadie esté viendo esta página en este momento.',
    call_911: 'Llamar al 911',
    call_988: 'Llamar al 988, oprimir 2',
    text_988: 'Mandar AYUDA al 988',
    text_988_link: 'sms:988?&body=AYUDA',

    home_title: 'Cuando usted llama y nadie puede contestar',
    home_lead:
      'Siempre que podemos, contestamos nosotros mismos. Cuando no es posible, no le dejamos esperando: esto es lo que pasa, y así le responde una persona.',
    home_call: 'Llamar al {number}',
    ways_title: 'Tres maneras de seguir',
    ways_lead:
      'Después de una llamada perdida enviamos un solo texto corto a su teléfono móvil. Elija lo que le resulte más fácil, ahora o más tarde.',
    way_callback_title: 'Pedir que le llamemos',
    way_callback: 'Responda 1. Una persona le llama, a una buena hora si nos dice cuál.',
    way_message_title: 'Dejar un mensaje',
    way_message: 'Responda 2, o simplemente escriba. Una persona lo lee y le responde.',
    way_form_title: 'Usar el formulario',
    way_form:
      'Abra el enlace del texto, o {form} desde aquí. Sin cuenta ni aplicación, y en cualquier teléfono.',
    way_form_link: 'escríbanos',
    way_voicemail:
      '¿Prefiere hablar? El buzón de voz sigue abierto: después del tono deje su nombre y un número.',
    sample_title: 'El texto, palabra por palabra',
    sample_note:
      'Llega una sola vez después de una llamada perdida, desde el {number}. El enlace del suyo es solo para usted y deja de servir después de un tiempo.',
    sample_off: 'Por ahora no enviamos textos; el buzón de voz y el formulario están abiertos.',
    automated_title: 'Qué es automático y qué nunca lo es',
    automated_yes: 'Automático',
    automated_1:
      'El saludo grabado, el buzón de voz, el texto después de una llamada perdida y las confirmaciones cortas.',
    automated_2: 'El aviso a nuestro personal de que alguien quiso comunicarse.',
    automated_3:
      'Un programa busca palabras que puedan significar peligro, solo para nombrar enseguida el 911 y el 988. No juzga nada.',
    automated_no: 'Siempre una persona',
    never_1: 'Quien le llama, responde a su mensaje o habla con usted es una persona que trabaja aquí.',
    never_2: 'Ninguna voz de computadora se hace pasar por alguien. Ningún programa da consejos.',
    never_3: 'Mientras una persona se escribe con usted, los textos automáticos callan.',

    form_title: '¿Cómo podemos responderle?',
    form_lead_link:
      'Sentimos no haber contestado su llamada. Díganos qué prefiere, y una persona se comunicará con usted.',
    form_lead_page: 'Díganos qué prefiere, y una persona se comunicará con usted.',
    form_lead_expired:
      'El enlace que abrió ya no está vigente, pero aquí todavía puede comunicarse con nosotros. Agregue su número para que podamos llamarle.',
    form_details: 'Comparta solo lo que quiera. Los detalles pueden esperar a la llamada.',
    form_optional: '(opcional)',
    wants_label: '¿Qué prefiere?',
    wants_callback: 'Que me llamen',
    wants_message: 'Dejar un mensaje',
    message_label: 'Su mensaje',
    message_hint: 'Si pidió una llamada, puede dejarlo en blanco. Hasta {limit} caracteres.',
    best_time_label: 'Una buena hora para llamarle',
    best_time_hint: 'Por ejemplo: entre semana después de las 4',
    name_label: '¿Por quién preguntamos?',
    name_hint: 'Basta con un nombre de pila.',
    number_label: 'Su número de teléfono',
    number_hint: 'Con el código de área. Llamamos a este número.',
    number_hint_texts: 'No le enviamos textos si no lo pide aquí abajo.',
    text_me:
      'Sí, {sender} puede enviar textos a este número sobre lo que pido aquí, normalmente unos pocos. Pueden aplicar tarifas de mensajes y datos. Responda STOP para no recibir más o HELP para recibir ayuda. Puedo dejar esto sin marcar; no cambia nada más.',
    text_me_more: 'Vea {terms} y {privacy}.',
    new_here_label: '¿Ha estado antes en contacto con nosotros?',
    new_here_new: 'No, es la primera vez',
    new_here_known: 'Sí, ya me conocen',
    new_here_unsaid: 'Prefiero no decirlo',
    language_label: '¿En qué idioma le respondemos?',
    empty_label: 'Deje este campo en blanco',
    send: 'Enviar',
    switch_keeping: 'Ver esto en español y conservar lo que escribí',

    errors_title: 'Revise esto, por favor',
    error_wants: 'Elija una llamada o un mensaje.',
    error_message_missing: 'Escriba su mensaje, o elija que le llamemos.',
    error_number_missing: 'Agregue su número de teléfono para que podamos comunicarnos con usted.',
    error_number_invalid: 'No parece un número de teléfono completo. Escríbalo con su código de área.',
    error_consent_words: 'Envíe en consent_words las palabras que aparecen junto a la casilla.',
    error_too_long: 'Tiene {length} caracteres; aquí caben {limit}.',
    error_repeated: 'Llegó más de una vez con contenido distinto. Revíselo, por favor.',
    error_invalid: 'Elija una de las respuestas que aparecen.',

    limited_title: 'Todavía no se envió',
    limited:
      'En este momento están llegando muchos mensajes y no pudimos recibir el suyo. Lo que escribió sigue aquí: envíelo otra vez en {minutes} min, o llame al {number}.',
    unsaved_title: 'No se envió',
    unsaved:
      'No pudimos guardarlo. Lo que escribió sigue aquí: envíelo otra vez en un momento, o llame al {number}.',

    thanks_title: 'Gracias',
    thanks:
      'Lo que envió está guardado. Una persona lo leerá y se comunicará con usted, aunque quizás no enseguida. Ya puede cerrar esta página.',
    crisis_title: 'Puede hablar con una persona ahora mismo',
    crisis:
      'Puede que nadie esté viendo esta página en este momento, y que lo que envió no se lea enseguida. Si usted u otra persona está en peligro, llame al 911. De noche o de día puede llamar al 988 y oprimir 2, o mandar AYUDA al 988, y hablar con una persona.',
    crisis_saved: 'Lo que envió está guardado para que lo lea una persona de aquí.',

    terms_title: 'Condiciones de los textos',
    terms_lead: 'Qué significa que {practice} le envíe textos, y cómo dejar de recibirlos.',
    terms_who_title: 'Quién le escribe y para qué',
    terms_who:
      'Los textos vienen de {practice}; los automáticos empiezan con "{sender}". Responden a una llamada suya que no pudimos contestar, confirman lo que pidió y llevan nuestras respuestas a lo que usted escribe. No llevan publicidad.',
    terms_consent_title: 'Cómo da su consentimiento',
    terms_consent_call:
      'Cuando nos llama desde un teléfono móvil y nadie puede contestar, el saludo grabado avisa que le llegará un texto. Oprima la tecla asterisco durante el saludo si no quiere textos.',
    terms_consent_form:
      'Cuando pide textos en nuestro formulario, marcando una casilla que al principio está vacía.',
    terms_consent_write: 'Cuando usted nos escribe primero.',
    terms_optional:
      'Dar su consentimiento es opcional. No hace falta para llamarnos, para que le llamemos ni para recibir ningún servicio.',
    terms_often_title: 'Con qué frecuencia',
    terms_often:
      'Depende de lo que pida: un texto después de una llamada perdida, y nunca más de seis textos automáticos en un día.',
    terms_cost_title: 'Cuánto cuesta',
    terms_cost:
      'Nosotros no cobramos nada. Pueden aplicar tarifas de mensajes y datos, según su plan. Las compañías telefónicas no responden por textos que lleguen tarde o no lleguen.',
    terms_stop_title: 'Dejar de recibirlos, y ayuda',
    terms_stop:
      'Responda STOP en cualquier momento y los textos terminan. Responda START para volver a recibirlos. Responda HELP para recibir ayuda, llame al {number} o escriba a {contact}.',
    terms_stop_nobody:
      'Responda STOP en cualquier momento y los textos terminan. Responda START para volver a recibirlos. Responda HELP para recibir ayuda, o llame al {number}.',
    terms_shared_title: 'No se comparten',
    terms_shared:
      'Su número y su consentimiento nunca se venden ni se comparten con nadie para publicidad. Más en {privacy}.',
    terms_emergency:
      'Los textos no son para emergencias, y puede que nadie los esté leyendo cuando usted escribe.',

    privacy_title: 'Privacidad',
    privacy_lead: 'Qué guardamos cuando llama o escribe a {practice}, dónde está y cómo pedir que se borre.',
    privacy_who_title: 'Quién responde por sus datos',
    privacy_contact: 'Preguntas y peticiones sobre sus datos: {contact}',
    privacy_call: 'Preguntas y peticiones sobre sus datos: llame al {number}',
    privacy_what_title: 'Qué guardamos',
    privacy_what:
      'Su número, cuándo llamó, su mensaje de voz, sus textos y lo que escribe en el formulario: solo lo necesario para responderle.',
    privacy_where_title: 'Dónde está',
    privacy_where:
      'En una base de datos cifrada que {practice} administra por su cuenta. Solo la ven personas que trabajan aquí. Las llamadas y los textos pasan por su compañía telefónica y por Twilio, que los transporta para nosotros. Los textos comunes pueden leerse en el camino y en los teléfonos a los que llegan; por eso los detalles pueden esperar a la llamada.',
    privacy_long_title: 'Por cuánto tiempo',
    privacy_long: 'Después se borra para siempre.',
    privacy_keep_items: 'Mensajes y peticiones, una vez atendidos',
    privacy_keep_recordings: 'Grabaciones del buzón de voz',
    privacy_keep_at_twilio: 'Las palabras de los textos en Twilio',
    privacy_keep_consent: 'La prueba de que aceptó recibir textos, o de que los detuvo',
    privacy_keep_audit: 'El registro de quién vio qué',
    privacy_erase_title: 'Cómo pedir que se borre',
    privacy_erase:
      'Pídanoslo y borramos lo que tenemos sobre usted, salvo lo que la ley nos obliga a conservar. Si lo pide, también le decimos qué tenemos.',
    privacy_sharing_title: 'Nunca se vende',
    privacy_sharing:
      'No vendemos sus datos ni los compartimos para publicidad: ni su número, ni su consentimiento para recibir textos.',
    privacy_site_title: 'Estas páginas',
    privacy_site:
      'No usan cookies, no ejecutan programas en su navegador, no cargan nada de otras empresas y no cuentan visitas. En un teléfono compartido, recuerde que el navegador guarda en su historial la dirección de cada página.',

    notice_not_found_title: 'Aquí no hay nada',
    notice_not_found:
      'Quizás la dirección perdió una letra en el camino. Todavía puede comunicarse con nosotros.',
    notice_method_title: 'Eso no funciona aquí',
    notice_method: 'Esta dirección no acepta lo que se le envió. No se guardó nada.',
    notice_too_large_title: 'Fue demasiado de una vez',
    notice_too_large: 'No se guardó nada. Vuelva atrás, acórtelo y envíelo otra vez.',
    notice_unreadable_title: 'No pudimos leerlo',
    notice_unreadable: 'No se guardó nada. Vuelva atrás y envíe el formulario otra vez.',
    notice_failed_title: 'Algo falló de nuestro lado',
    notice_failed: 'No se guardó nada en este momento. Inténtelo otra vez enseguida, o llame al {number}.',
  },
};
