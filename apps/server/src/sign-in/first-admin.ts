import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '@hookwright/model'
import type { People } from './people.ts'

/** First-admin link with a code that is generated at each start, valid while there is no admin. */
export interface FirstAdminDoor {
  /**
   * Returns the link to print; null when there is an admin. The code follows the #, so that it never appears in a log.
   */
  link(): string | null
  /** Accepts the right code while there is no admin. @throws `first-admin.exists`, `first-admin.wrong-code` */
  check(code: string): void
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Creates the first-admin link with a new code of 256 random bits, held in memory only. */
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
