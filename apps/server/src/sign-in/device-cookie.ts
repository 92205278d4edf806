import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readCookie } from './read-cookie.ts'

/** Names of the device cookie: with the prefix `__Host-` on https, without it on http. */
export const deviceCookieNames = { https: '__Host-hookwright_device', http: 'hookwright_device' } as const

/** Lifetime of the cookie in seconds: 400 days, the maximum that browsers allow. */
const LIFETIME = 400 * 24 * 60 * 60

/** Number of random bytes in the id of a browser. */
const BYTES = 16

/**
 * Cookie of a browser in which a member has signed in (device cookie of OWASP). Failed attempts without the
 * cookie are counted separately. An attacker behind the same proxy thus cannot lock the member out. A stolen
 * cookie gives no access and allows no more attempts than usual.
 */
export interface DeviceCookie {
  /** Returns the id of the browser if this member has signed in there; otherwise null. */
  read: (cookieHeader: string | undefined, nameKey: string) => string | null
  /** Returns the Set-Cookie header for a browser in which this member has signed in. */
  write: (nameKey: string) => string
}

/** Creates the cookie for a public URL. `key` signs it. */
export const createDeviceCookie = ({ publicUrl, key }: { publicUrl: URL; key: string }): DeviceCookie => {
  const isHttps = publicUrl.protocol === 'https:'
  const name = isHttps ? deviceCookieNames.https : deviceCookieNames.http
  const sign = (device: string, nameKey: string): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify(['device', device, nameKey]))
      .digest()
  return {
    read: (cookieHeader, nameKey) => {
      const [device = '', signature = ''] = (readCookie(cookieHeader, name) ?? '').split('.')
      const found = Buffer.from(signature, 'base64url')
      const expected = sign(device, nameKey)
      return found.length === expected.length && timingSafeEqual(found, expected) ? device : null
    },
    write: nameKey => {
      const device = randomBytes(BYTES).toString('base64url')
      const value = `${device}.${sign(device, nameKey).toString('base64url')}`
      return `${name}=${value}; Max-Age=${LIFETIME}; Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
    }
  }
}
