import { Fault } from '@hookwright/model'
import type { BetterAuth } from './better-auth.ts'
import { checkPassword } from './password-rule.ts'
import type { People } from './people.ts'
import { nameKeyOf } from './person.ts'
import type { Sessions } from './sessions.ts'
import { beginTry, type Tries, type Try } from './tries.ts'

/** Dependencies of a password change. */
interface OwnPasswordGiven {
  people: Pick<People, 'passwordHashOf' | 'changePassword'>
  sessions: Pick<Sessions, 'look'>
  tries: Tries
  loadBetterAuth: () => Promise<BetterAuth>
  clock: () => number
}

/** Request to change one's own password. */
interface Asked {
  /** Token of the current session; null if there is none. */
  token: string | null
  origin: Omit<Try, 'nameKey'>
  currentPassword: string
  newPassword: string
}

/** Returns true if two passwords are equal after Unicode normalization. */
const isSame = (one: string, other: string): boolean => one.normalize('NFKC') === other.normalize('NFKC')

/**
 * Creates a function that changes the password of the session's person. It ends their other sessions and
 * returns the tokens of these sessions. The new password is validated before the current password is checked,
 * so an invalid new password does not count as an attempt.
 *
 * @throws `sign-in.needed`, `sign-in.too-many-tries`, `password.wrong`, `password.unchanged`,
 * `password.too-short`, `password.too-long`, `password.too-common`
 */
export const createChangeOwnPassword =
  ({ people, sessions, tries, loadBetterAuth, clock }: OwnPasswordGiven) =>
  async ({ token, origin, currentPassword, newPassword }: Asked): Promise<string[]> => {
    const person = token === null ? null : await sessions.look(token)
    if (token === null || person === null) throw new Fault('sign-in.needed')
    checkPassword(newPassword, person.name)
    if (isSame(newPassword, currentPassword)) throw new Fault('password.unchanged')
    const nameKey = nameKeyOf(person.name)
    const one = { nameKey, ...origin }
    await beginTry(tries, one)
    const before = await people.passwordHashOf(nameKey)
    const auth = await loadBetterAuth()
    if (before === null || !(await auth.verify({ hash: before, password: currentPassword }))) {
      throw new Fault('password.wrong')
    }
    await tries.succeed(one)
    const passwordHash = await auth.hash(newPassword)
    // Hashes take their time and their turn; who has left or was taken out meanwhile changes nothing any more.
    return people.changePassword({ personId: person.id, before, passwordHash, goesOn: token, at: clock() })
  }
