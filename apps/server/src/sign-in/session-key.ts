import { createHash } from 'node:crypto'

/** SHA-256 of a session token in hex: the form in which `auth.db` keeps it, so that a copied file opens no session. */
export const sessionKeyOf = (token: string): string => createHash('sha256').update(token).digest('hex')
