import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '@hookwright/model'
import type { People } from './people.ts'

/** The way in while there is no admin: a link with a code that this start of the server made up. */
export interface FirstAdminDoor {
  /** The link to print, or null when there is an admin. The code stands after the #, so that it reaches no log. */
  link(): string | null
  /** Accepts the right code while there is no admin. @throws `first-admin.exists`, `first-admin.wrong-code` */
  check(code: string): void
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A door with a new code of 256 random bits, kept in memory only. */
export const openFirstAdminDoor = (people: People, publicUrl: URL): FirstAdminDoor => {
  const code = randomBytes(32).toString('base64url')
  return {
    link: () => (people.hasAdmin() ? null : new URL(`/first-admin#${code}`, publicUrl).href),
    check: tried => {
      if (people.hasAdmin()) throw new Fault('first-admin.exists')
      if (!timingSafeEqual(digestOf(tried), digestOf(code))) throw new Fault('first-admin.wrong-code')
    }
  }
}
