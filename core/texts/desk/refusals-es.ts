/**
 * Why the server would not do something, in Spanish, by the code at the end of a problem's type. In English the server says
 * it itself; what is not here is shown as it says it.
 */
export const refusalsEs: Readonly<Record<string, string>> = {
  'not-signed-in': 'Entre, por favor.',
  'wrong-credentials': 'El correo o la contraseña no son correctos.',
  'wrong-code': 'Este código no es correcto.',
  'used-code': 'Este código ya se usó. Entre de nuevo con el siguiente, por favor.',
  'wrong-passkey': 'No se pudo comprobar la llave de acceso. Inténtelo de nuevo, por favor.',
  'wrong-password': 'Esta no es la contraseña correcta.',
  'begin-again': 'Entre de nuevo desde el principio, por favor.',
  'from-elsewhere': 'Esto solo se puede hacer desde el propio mostrador.',
  'not-allowed': 'Su función no le permite esto. Pregunte a quien dirige la consulta.',
  'already-set-up': 'Ya hay un segundo factor configurado.',
  'last-second-factor': 'Este es su último segundo factor. Configure antes otro.',
  'known-passkey': 'Esta llave de acceso ya está aquí.',
  'too-many-passkeys': 'No puede tener más llaves de acceso. Quite antes una.',
  'no-passkeys-here':
    'Las llaves de acceso necesitan que el mostrador se abra por su nombre y con https, no por una dirección numérica.',
  gone: 'Este enlace caducó o ya se usó. Pida otro.',
  'weak-password': 'Elija otra contraseña, por favor.',
  covered: 'La pantalla está cubierta. Ábrala de nuevo con su contraseña o su llave de acceso.',
  'too-many': 'Demasiados intentos. Espere un poco, por favor.',
  failed: 'Algo falló aquí. Inténtelo de nuevo, por favor.',
  busy: 'Hay demasiada actividad en este momento. Inténtelo de nuevo enseguida, por favor.',
  'no-such-entry': 'Esta entrada no existe, o no está abierta para usted.',
  handled: 'Esta entrada ya está atendida.',
  'not-handled': 'Esta entrada no está atendida.',
  'asked-anew': 'Desde entonces ha pedido algo nuevo, que es otra entrada. Atienda esa.',
  undone: 'Esto ya se deshizo.',
  sent: 'Un texto no se puede retirar.',
  'not-yours': 'Solo quien lo hizo puede deshacerlo.',
  past: 'Elija un momento a partir de ahora que no quede demasiado lejos.',
};
