import type { HereTexts } from './shape.ts';

/** What the doctor says in Spanish of the machine itself. */
export const hereEs: HereTexts = {
  about_doctor: 'Las comprobaciones mismas',
  check_broke: 'La comprobación "{check}" falló ({error}).',
  check_broke_do: 'Vuelva a comprobar. Si falla otra vez, avise a quienes hacen el programa.',
  check_timed_out: 'La comprobación "{check}" no terminó en {seconds} segundos.',
  check_timed_out_do: 'Vea si esta máquina tiene conexión a internet y vuelva a comprobar.',

  about_configuration: 'Configuración',
  config_good: '{file} está bien.',
  config_warns: '{file} se puede usar. Advertencias: {count}.',
  config_warns_do: 'Léalas: second-ring config check',
  config_broken: '{file} no se puede usar. Errores: {count}. No se miró lo que lo necesita.',
  config_broken_do: 'Léalos, corríjalos y vuelva a comprobar: second-ring config check',

  about_disk: 'Espacio en el disco',
  room_is: 'La base de datos ocupa {size}; quedan {room}.',
  room_is_little: 'La base de datos ocupa {size}; solo quedan {room}.',
  room_is_little_do: 'Haga sitio pronto: una copia de seguridad ocupa otro tanto.',
  room_is_none: 'El disco está casi lleno: quedan {room}.',
  room_is_none_do: 'Haga sitio ahora. Cuando esté lleno, las llamadas ya no se anotan.',
  room_unknown: 'No se pudo mirar la carpeta de datos {folder} ({error}).',
  room_unknown_do: 'Arranque el servidor una vez, él la crea. Si ya está, vea de quién es: ls -ld {folder}',
};
