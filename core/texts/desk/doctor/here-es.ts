import type { HereTexts } from './shape.ts';

/** What the doctor says in Spanish of the machine itself. */
export const hereEs: HereTexts = {
  about_doctor: 'Comprobaciones',
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

  about_files: 'Archivos',
  files_private:
    'La configuración, los secretos y los datos están cerrados para otros usuarios de la máquina.',
  files_open: 'Otros usuarios de esta máquina pueden leer: {files}.',
  files_open_do: 'Ciérrelos: chmod go= {files}',

  about_disk: 'Espacio en el disco',
  room_is: 'La base de datos ocupa {size}; quedan {room}.',
  room_is_little: 'La base de datos ocupa {size}; solo quedan {room}.',
  room_is_little_do: 'Haga sitio pronto: una copia de seguridad ocupa otro tanto.',
  room_is_none: 'El disco está casi lleno: quedan {room}.',
  room_is_none_do: 'Haga sitio ahora. Cuando esté lleno, las llamadas ya no se anotan.',
  room_unknown: 'No se pudo mirar la carpeta de datos {folder} ({error}).',
  room_unknown_do: 'Arranque el servidor una vez, él la crea. Si ya está, vea de quién es: ls -ld {folder}',

  about_memory: 'Memoria',
  memory_enough: 'La máquina tiene {size}; quedan libres {room}.',
  memory_little: 'La máquina tiene {size}; solo quedan libres {room}.',
  memory_little_do:
    'Second Ring necesita unos 400 MB en total. Vea qué más corre aquí, o tome una máquina con más memoria.',

  about_swap: 'Memoria de intercambio',
  swap_off: 'No hay: lo que está en la memoria no se escribe en ningún disco.',
  swap_encrypted: 'Cifrada, o en la memoria misma.',
  swap_readable:
    'La memoria puede escribirse en {files}, que no está cifrado, y con ella las palabras de clientes.',
  swap_readable_do:
    'Apáguela (swapoff -a, y quítela de /etc/fstab), o cífrela: docs/encryption.md dice cómo.',

  about_database: 'Base de datos',
  database_whole: 'Se abre con su clave y todas sus páginas están enteras.',
  database_not_yet: 'Todavía no hay ninguna.',
  database_not_yet_do: 'Arranque el servidor una vez, él la crea.',
  database_closed: '{why}',
  database_closed_do: 'Hasta que se arregle, ninguna llamada se anota.',
  database_damaged: 'Está dañada.',
  database_damaged_do:
    'Pare el servidor y el proceso de envío, guarde una copia de la carpeta de datos y restaure la última copia de seguridad. Después revise el disco.',

  about_redis: 'Redis',
  redis_not_used: 'No se usa, y no hace falta.',
  redis_answers: 'Responde.',
  redis_evicts: 'Responde, y tiraría cosas cuando su memoria se llene (maxmemory-policy {policy}).',
  redis_evicts_do:
    'Ponga maxmemory-policy noeviction. Mientras tanto no se pierde nada; las cosas pueden salir unos segundos más tarde.',
  redis_locked: 'No nos deja entrar ({error}).',
  redis_locked_do: 'Vea si el usuario y la contraseña de redis.url son los suyos.',
  redis_silent: 'No responde ({error}).',
  redis_silent_do:
    'Arránquelo, o quite el bloque redis de la configuración. Mientras tanto no se pierde nada; las cosas salen unos segundos más tarde.',

  about_clock: 'Reloj',
  clocks_agree: 'Coincide con el de Twilio.',
  clocks_differ: 'Difiere del de Twilio en {seconds} segundos.',
  clocks_differ_do: 'Deje que la máquina ponga su reloj por la red: timedatectl set-ntp true',
  clocks_far_apart:
    'Difiere del de Twilio en {seconds} segundos: las horas de la cola están mal y los códigos de las aplicaciones se rechazan.',
  clocks_far_apart_do: 'Deje que la máquina ponga su reloj por la red: timedatectl set-ntp true',
  clocks_not_compared: 'Twilio no respondió ({error}); no hubo con qué compararlo.',
  clocks_not_compared_do: 'Vea si esta máquina tiene conexión a internet: curl -I https://api.twilio.com',

  about_name: 'Nombre',
  name_found: '{host} lleva a {addresses}.',
  name_private: '{host} lleva a {addresses}, una dirección interna: ni Twilio ni quienes llaman llegan ahí.',
  name_private_do: 'Haga que su entrada DNS nombre la dirección con la que se le alcanza desde internet.',
  name_unanswered: 'Nadie dice adónde lleva {host} ({error}).',
  name_unanswered_do:
    'Vea si esta máquina tiene conexión a internet, y espere: un nombre nuevo tarda unos minutos.',
  name_unknown: 'El nombre {host} no existe.',
  name_unknown_do:
    'Cree una entrada DNS (A, y AAAA para IPv6) con la dirección de este servidor, donde compró el nombre. O corrija practice.public_url.',

  about_tls: 'Certificado',
  tls_good: 'Vale hasta: {until}.',
  tls_ends_soon: 'Termina: {until}, y nadie lo ha renovado.',
  tls_ends_soon_do: 'Vea en el registro de su proxy (docker compose logs caddy) por qué no se renueva.',
  tls_ends_now: 'Termina: {until}. Desde entonces Twilio, quienes llaman y el personal no llegan.',
  tls_ends_now_do: 'Renuévelo ahora: el registro de su proxy (docker compose logs caddy) dice qué lo impide.',
  tls_expired: 'Terminó: {until}. Twilio, quienes llaman y el personal no llegan.',
  tls_expired_do: 'Renuévelo ahora: el registro de su proxy (docker compose logs caddy) dice qué lo impide.',
  tls_other_name: 'Lo que está en {host} tiene un certificado para otro nombre.',
  tls_other_name_do:
    'Haga que su proxy responda por {host} (SECOND_RING_DOMAIN en .env), o corrija practice.public_url.',
  tls_untrusted: 'Nadie confía en el certificado de {host} ({error}).',
  tls_untrusted_do:
    "Use uno en el que todos confíen, con su cadena entera, como los de Let's Encrypt. Para eso los puertos 80 y 443 deben estar abiertos desde internet.",
  tls_no_answer: 'Desde aquí no responde en {host} nada que tenga certificado.',
  tls_no_answer_do:
    'Vea si el proxy corre y si los puertos 80 y 443 están abiertos. Lo que dice "Dirección" dice más.',

  about_address: 'Dirección',
  address_ours: '{host} lleva a esta instalación.',
  address_not_from_here:
    '{host} no responde desde aquí ({error}), pero Twilio llegó: {at}. Algunos enrutadores no dejan entrar por la dirección propia.',
  address_not_from_here_do: 'Nada, mientras la página se abra en un teléfono que no esté en su red.',
  address_silent: '{host} no responde ({error}).',
  address_silent_do:
    'Vea si el servidor y el proxy corren, y si los puertos 80 y 443 están abiertos: en el cortafuegos de esta máquina, donde está alojada y en el enrutador.',
  address_strange: 'En {host} responde otra cosa (estado {status}).',
  address_strange_do: 'Vea adónde lleva el nombre, y si el proxy pasa todo a Second Ring.',
  address_another: 'En {host} responde otra instalación de Second Ring.',
  address_another_do: 'Pare la antigua, o haga que el nombre lleve aquí: dos se repartirían las llamadas.',

  about_version: 'Versión',
  version_of: 'Second Ring {version} con Node.js {node}.',
};
