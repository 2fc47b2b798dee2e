/** The address that a lecturer gives to students. */
export function roomLink(roomCode: string): string {
  return `${location.origin}/room/${roomCode}`;
}
