import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What one's own page says in Spanish. */
export const es: Complete<typeof en> = {
  this_browser: 'Este navegador',
  sessions: 'Dónde tiene la sesión abierta',
  everywhere: 'Cerrar sesión en todas partes',
  everywhere_how: 'Cierra sus sesiones en todos los dispositivos, también en este.',
};
