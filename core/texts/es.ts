import type { Texts } from './texts.ts';

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
    failure:
      'Nadie pudo contestar. Si usted u otra persona está en peligro, cuelgue y llame al 911, o llame al 988 y oprima dos. Después del tono deje su nombre, un número, y si podemos dejar un mensaje ahí.',
  },
  staff: {
    alert:
      '{sender}: nueva entrada. Responda TAKE para tomarla.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_many:
      '{sender}: {count} entradas nuevas. Responda TAKE para tomar la mas nueva.\nSolo avisos: lo que responda no llega a ningun cliente.',
    alert_urgent: '{sender}: entrada URGENTE, abra ahora. Responda TAKE para tomarla.',
    took: '{sender}: tomada, la entrada mas nueva es suya.',
    nothing_open: '{sender}: no hay nada abierto ahora.',
    only_alerts:
      '{sender}: este numero solo manda avisos; ningun cliente ve esto. Responda TAKE para tomar la entrada mas nueva.',
  },
};
