import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What is said in Spanish about how a browser draws attention. */
export const es: Complete<typeof en> = {
  signals: 'Cuando llega algo nuevo',
  signals_how: 'Para este navegador. Nada de ello dice de quién se trata.',
  sound: 'Un sonido breve, y otro para una crisis',
  notices: 'Un aviso cuando el mostrador no está al frente',
  refused: 'El navegador no permite avisos. Permítalos para esta página en sus ajustes.',
  listen: 'Escucharlos',
};
