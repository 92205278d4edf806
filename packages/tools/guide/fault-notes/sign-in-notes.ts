import type { FaultNote } from './fault-note.ts'

/** Notes on faults of sign-in and permissions. */
export const signInNotes: Record<string, FaultNote> = {
  'sign-in.needed': {
    why: 'There is no session, or it ended, for example after a restored backup or a replaced encryption key.'
  },
  'sign-in.wrong': {
    why: 'Name and password do not belong together. Hookwright does not say which of the two is wrong.'
  },
  'sign-in.too-many-tries': { why: 'Too many wrong passwords slow down anyone who guesses.' },
  'sign-in.unreadable': { why: 'A program sent the sign-in in another form than the sign-in page does.' },
  'sign-in.closed': { why: 'Members are added by admins; nobody can sign up by themselves.' },
  'first-admin.wrong-code': { why: 'Each start prints a new link, and the older ones end.' },
  'first-admin.exists': { why: 'The link works only as long as there is no admin.' },
  'person.name-unfit': { why: 'The name is empty, too long or contains characters that cannot be seen.' },
  'person.name-taken': { why: 'Members sign in by their names, so two cannot have the same one.' },
  'person.gone': { why: 'Another admin removed the member in the meantime.' },
  'person.last-admin': { why: 'Without an admin, nobody could add members.' },
  'person.yourself': { why: 'This prevents an admin from locking themselves out by mistake.' },
  'person.own-password': { why: 'A reset needs no current password; for yourself the current one is asked.' },
  'password.wrong': { why: 'A new password needs the current one.' },
  'password.unchanged': { why: 'Both fields held the same password.' },
  'password.too-short': { why: 'Short passwords can be guessed by trying.' },
  'password.too-long': { why: 'The length is limited, so that checking a password takes little time.' },
  'password.too-common': { why: 'Passwords of this kind are tried first by attackers.' },
  'api-key.invalid': {
    why: 'The key was mistyped or cut off, or its owner was removed. A new password also revokes all keys of the member.'
  },
  'api-key.expired': { why: 'Each key has an expiry date, chosen when it was created.' },
  'api-key.revoked': { why: 'Its owner or an admin revoked it, or its owner changed their password.' },
  'api-key.too-many-tries': { why: 'Guessing keys is slowed down, like guessing passwords.' },
  'api-key.not-accepted': {
    why: 'Keys, passwords, sessions and members can be changed with a browser only.'
  },
  'api-key.out-of-scope': {
    why: 'A key can be limited to some connectors. It then reaches only these and the flows that use nothing else.'
  },
  'api-key.role-too-high': { why: 'A key never has more rights than its owner has at the moment.' },
  'api-key.bad-expiry': { why: 'The date is in the past or too far in the future.' },
  'api-key.name-taken': { why: 'Names of active keys are unique, so that the audit log is clear.' },
  'api-keys.too-many': { why: 'The number of active keys of a member is limited.' },
  'api-key.gone': { why: 'It was deleted in the meantime.' },
  'permission.denied': {
    why: 'Each act needs a role: viewers read, users build flows, makers build connectors, admins manage the installation. Some acts also need the owner of the thing.'
  },
  'origin.refused': {
    why: 'Browsers send the site that a request comes from. Requests of other sites are refused, so that no other page can act in your name. It also happens behind a proxy when `HOOKWRIGHT_PUBLIC_URL` is not the address in the browser.'
  }
}
