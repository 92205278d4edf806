import { randomBytes, scryptSync } from 'node:crypto'
import type { PasswordHash } from '../sign-in/password-rule.ts'

/** Cost parameters of the password hash: 1/256 of the usual cost, since tests hash hundreds of passwords. */
const cost = { N: 64, r: 16, p: 1 }

const derive = (password: string, salt: string): string =>
  scryptSync(password.normalize('NFKC'), salt, 64, cost).toString('hex')

/** Salted scrypt hash for tests, in the usual format but much cheaper. */
export const cheapPasswordHash: PasswordHash = {
  hash: async password => {
    const salt = randomBytes(16).toString('hex')
    return `${salt}:${derive(password, salt)}`
  },
  verify: async ({ hash, password }) => {
    const [salt = '', key] = hash.split(':')
    return derive(password, salt) === key
  }
}
