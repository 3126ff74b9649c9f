import { NO_ROOM, roomIsLittle } from '../health.ts';
import { type DoctorFinding, found } from './findings.ts';

/** Whether the disk has room for what is to come. Bytes: of the database, and left on its disk. */
export function judgeRoom({ size, room }: { size: number; room: number }): DoctorFinding {
  if (room < NO_ROOM) return found('room_is_none', { size, room });
  return found(roomIsLittle({ size, room }) ? 'room_is_little' : 'room_is', { size, room });
}
