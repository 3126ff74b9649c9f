import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What the conversation says in Spanish where something is opened in it. */
export const es: Complete<typeof en> = {
  replies: 'Respuestas guardadas',
  replies_coming: 'Un momento …',
  no_replies: 'No hay ninguna. Quien dirige el consultorio las escribe en la configuración, en replies.',

  again: '¿Enviar otra vez este texto?',
  again_unknown: 'Nadie sabe si salió. Si salió, lo recibe dos veces.',
  again_not_found: 'Twilio no lo conoce: lo más probable es que no saliera. Si salió, lo recibe dos veces.',
  again_failed: 'No llegó. Puede fallar otra vez por lo mismo: quizá sea mejor llamar.',
  again_now: 'Enviar otra vez',

  save: 'Guardar',
  name: 'Por quién preguntar',
  language: 'Idioma',
  english: 'Inglés',
  spanish: 'Español',
  voicemail: 'Dejar mensaje de voz',
  name_us: 'Decir nuestro nombre',
  name_us_how:
    'Nuestro nombre: si un mensaje de voz, o quien conteste, puede oír quién llama. No se sabe quiere decir no.',
  yes: 'Sí',
  no: 'No',
  not_said: 'No se sabe',
  written: 'Anotado.',
  texts_allowed: '¿Ya no quiere textos? Lo que dijo',
  texts_stopped: '¿Sí quiere textos? Lo que dijo',
  texts_stop: 'Parar los textos',
  texts_allow: 'Permitir textos',
  texts_by_carrier:
    'Paró los textos con su compañía. Solo esa persona puede volver a recibirlos, escribiendo START a esta línea.',

  typed: 'Alguien escribió {number}. Si sabe que es suyo, confírmelo: no se puede deshacer.',
  confirm: 'Sí, es su número',

  split: 'Otra persona pidió parte de esto',
  split_which: '¿Qué pidió la otra persona?',
  split_name: 'Por quién preguntar',
  split_now: 'Apartar',
  split_how:
    'Pasa a ser una entrada propia. Los textos quedan juntos: un número es una conversación, y una sola decisión sobre los textos.',
  join: 'Es la misma persona que en otra entrada',
  join_which: '¿En cuál?',
  join_choose: 'Elija',
  join_now: 'Unir',
  join_how: 'Todo lo de esta entrada sigue en la otra. Se puede deshacer mientras la otra espera.',

  consents: 'Lo que ha aceptado',
  no_consents: 'No hay nada anotado.',
  given: 'Textos permitidos',
  ended: 'Textos terminados',
  how_call: 'al llamar, avisado del texto',
  how_form: 'con el formulario',
  how_keyword: 'por texto',
  how_free_words: 'con sus propias palabras',
  how_wrong_number: 'como número equivocado',
  how_carrier: 'por su compañía',
  how_star: 'oprimiendo asterisco',
  how_staff: 'dicho al personal',
};
