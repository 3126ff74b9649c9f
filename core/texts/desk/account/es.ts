import type { Complete } from '../shape.ts';
import type { en } from './en.ts';

/** What one's own page says in Spanish. */
export const es: Complete<typeof en> = {
  email_is: 'Usted entra con {email}.',
  change_password: 'Cambiar la contraseña',
  password_now: 'Su contraseña actual',
  password_new: 'La nueva',
  password_changed: 'Su contraseña ha cambiado. Sus otras sesiones han terminado.',

  factors: 'Segundo factor',
  factors_how: 'Lo que demuestra, además de la contraseña, que es usted. El último no se puede quitar.',
  passkeys: 'Llaves de acceso',
  no_passkeys: 'No tiene ninguna. Con una se abre la pantalla cubierta sin la contraseña.',
  passkeys_not_here:
    'Este navegador no crea llaves de acceso para esta dirección. Necesitan https y un nombre.',
  add_passkey: 'Añadir una llave de acceso',
  added: 'añadida: {time}',
  used: 'último uso: {time}',
  rename: 'Cambiar el nombre',
  rename_one: 'Cambiar el nombre de {name}',
  remove: 'Quitar',
  remove_one: 'Quitar {name}',
  remove_how: 'Desde entonces no abre nada aquí. Puede que su dispositivo la siga mostrando.',
  passkey_added: 'La llave de acceso está añadida.',
  passkey_renamed: 'La llave de acceso tiene su nuevo nombre.',
  passkey_removed: 'La llave de acceso está quitada.',
  app: 'Aplicación de autenticación',
  app_is_set_up: 'Está configurada.',
  app_is_not: 'No está configurada.',
  app_set_up: 'Configurarla',
  app_anew: 'Configurarla de nuevo',
  app_remove: 'Quitar la aplicación',
  app_done: 'Desde ahora valen los códigos de esta aplicación, y ningún otro.',
  app_removed: 'Los códigos de la aplicación ya no valen.',
  recovery: 'Códigos de recuperación',
  recovery_how: 'Para el día en que pierda su dispositivo. Cada uno le deja entrar una vez.',
  recovery_new: 'Crear otros nuevos',
  recovery_old: 'Los que tiene anotados dejan de valer.',
  recovery_written: 'Ya los he anotado',

  sessions: 'Dónde tiene la sesión abierta',
  this_one: 'Aquí',
  signed_in: 'Entró: {time}',
  last_active: 'última actividad: {time}',
  end: 'Cerrarla',
  end_one: 'Cerrar la sesión de {time}',
  session_ended: 'Esa sesión está cerrada.',
  everywhere: 'Cerrar sesión en todas partes',
  everywhere_how: 'Cierra sus sesiones en todos los dispositivos, también en este.',

  this_browser: 'Este navegador',
  covers_after:
    'Tras {cover} sin una tecla ni un clic la pantalla se cubre; lo avisa un minuto antes. Tras {session} se cierra su sesión, haga lo que haga.',
};
