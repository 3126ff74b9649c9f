/** Where an invitation leads. What stands behind # is sent to no server and stands in no log of one. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/desk#invitation=${token}`;
}
