import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What the page about closing and ringing says in Spanish. */
export const es: Complete<typeof en> = {
  lines: 'Líneas',
  line_open: 'Abierta.',
  line_closed: 'Cerrada. Abre {time}.',
  line_closed_for_good: 'Cerrada.',
  by_hand: 'Cerrada a mano hasta {time}, diga lo que diga su horario.',
  closes_how:
    'Mientras una línea está cerrada no suena ningún teléfono. Quien llama oye cuándo abre y puede dejar un mensaje de voz.',
  close_not_yours: 'Las líneas las cierran la dirección y la recepción.',
  an_hour: 'Por una hora',
  end_of_day: 'Por el resto del día',
  until: 'Hasta',
  close_until: 'Cerrar hasta entonces',
  my_phone: 'Mi teléfono',
  rings: 'Suena cuando el plan de una línea le nombra.',
  rests: 'No suena hasta {time}.',
  rests_how: 'Los avisos siguen como siempre. Como mucho una semana.',
  rest_until: 'No sonar hasta entonces',
  no_phone: 'Usted no tiene teléfono en la configuración.',
};
