import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What the page of the practice's numbers says in Spanish. */
export const es: Complete<typeof en> = {
  period: 'Periodo',
  days_7: 'Los últimos 7 días',
  days_30: 'Los últimos 30 días',
  days_90: 'Los últimos 90 días',
  counted: 'Contado del {from} al {until}, en la hora del consultorio. Aquí no hay nada de una sola persona.',
  as_file: 'Descargar como archivo (CSV)',

  waiting_now: 'Esperan ahora',
  waiting_none: 'Nadie espera.',
  waiting_one: '1 entrada, desde hace {time}.',
  waiting_many: '{count} entradas, la más antigua desde hace {time}.',

  first_answer: 'Hasta que respondió una persona',
  half: 'La mitad en',
  nine_of_ten: 'Nueve de cada diez en',
  no_answers: 'En estos días no se respondió a nadie.',
  of_asked:
    'Entradas: {asked}. Con respuesta: {answered}. Esperan todavía: {waiting}. No necesitaban respuesta: {needed_none}.',
  how_counted: 'Cómo se cuenta',
  how_counted_long:
    'Desde lo primero que pidieron, de día y de noche, hasta el primer texto que escribió una persona de aquí, la primera llamada contestada en uno de los dos lados, o hasta que la entrada se atendió como «Hablamos», «Dejé un mensaje» o «Cita hecha», lo que ocurriera antes. Las entradas atendidas como «No hace falta», «Número equivocado» o «Spam» no necesitaban respuesta. La mitad y nueve de cada diez se refieren a quienes recibieron respuesta.',

  missed: 'Llamadas perdidas',
  missed_none: 'En estos días no se perdió ninguna llamada.',
  missed_one: 'Se perdió 1 llamada.',
  missed_many: 'Se perdieron {count} llamadas. La hora con más: {day}, {hour} ({most}).',
  missed_picture:
    'Llamadas perdidas por día de la semana y hora. Los mismos números están en la tabla de abajo.',
  missed_table: 'Como tabla',
  hour: 'Hora',

  outcomes: 'En qué quedó',
  nothing_asked: 'En estos días nadie pidió nada.',
  outcome: 'Resultado',
  entries: 'Entradas',
  not_handled: 'Todavía sin atender',
  other: 'Otra cosa',

  astray: 'Textos que no llegaron',
  astray_none: 'Llegaron todos los textos, según lo que nos dijeron las compañías.',
  why: 'Por qué',
  texts: 'Textos',
  landline: 'Un teléfono fijo, que no recibe textos',
  bad_number: 'Un número que no funciona',
  region_off: 'Los textos a ese país están desactivados en Twilio',
  opted_out: 'Pidieron no recibir textos',
  unreachable: 'El teléfono estaba apagado, sin señal o su compañía no lo conoce',
  filtered: 'La compañía lo filtró',
  not_registered: 'Nuestro número no está registrado con las compañías',
  being_set_up: 'Twilio todavía preparaba la línea',
  reply_limit: 'Twilio no permitió más respuestas automáticas',
  not_delivered: 'La compañía no dijo por qué',
  unknown: 'Puede que haya salido o no',
  not_found: 'Twilio no sabe de él',

  minutes: '{count} min',
  hours: '{hours} h {minutes} min',
  hours_only: '{hours} h',
  days: '{days} d {hours} h',
  under_a_minute: 'menos de un minuto',
};
