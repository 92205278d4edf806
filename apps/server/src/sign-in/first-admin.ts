import { createHash, timingSafeEqual } from 'node:crypto'
import { Fault } from '@hookwright/model'
import type { People } from './people.ts'

/** First-admin link with a code, valid while there is no admin. */
export interface FirstAdminLink {
  /**
   * Returns the link to print; null when there is an admin. The code follows the #, so that it never appears in a log.
   */
  link(): Promise<string | null>
  /**
   * Checks the code, which is valid while there is no admin. @throws `first-admin.exists`,
   * `first-admin.wrong-code`
   */
  check(code: string): Promise<void>
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Creates the first-admin link. `findCode` returns its code, which has 256 bits. */
export const openFirstAdminLink = (params: {
  people: Pick<People, 'hasAdmin'>
  publicUrl: URL
  findCode: () => Promise<string>
}): FirstAdminLink => {
  const { people, publicUrl, findCode } = params
  return {
    link: async () =>
      (await people.hasAdmin()) ? null : new URL(`/first-admin#${await findCode()}`, publicUrl).href,
    check: async tried => {
      if (await people.hasAdmin()) throw new Fault('first-admin.exists')
      if (!timingSafeEqual(digestOf(tried), digestOf(await findCode()))) {
        throw new Fault('first-admin.wrong-code')
      }
    }
  }
}
