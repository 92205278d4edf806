import { expect, test } from 'vitest'
import { cookieHeaderOf, goodPassword, openTestServer } from './testing.ts'

const attributesOf = (cookie: string) =>
  cookie
    .split('; ')
    .slice(1)
    .sort((one, other) => one.localeCompare(other))

const ada = { username: 'Ada Example', password: goodPassword }

test.each([
  ['http', undefined, 'hookwright_session', ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax']],
  [
    'https',
    'https://hooks.example.com',
    '__Host-hookwright_session',
    ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure']
  ]
])(
  'on %s the cookies of the session and the browser have the right names and attributes, for the first admin and after',
  async (_, publicUrl, name, attributes) => {
    const server = await openTestServer(publicUrl === undefined ? {} : { publicUrl })
    try {
      const first = await server.createAdmin()
      const later = await server.post('/api/auth/sign-in/username', ada)
      for (const cookies of [first.cookies, later.cookies]) {
        expect(cookies).toHaveLength(2)
        const [session = '', device = ''] = cookies
        expect(session).toMatch(new RegExp(`^${name}=`))
        expect(attributesOf(session)).toEqual(attributes)
        expect(device).toMatch(new RegExp(`^${name.replace('session', 'device')}=`))
        const lasting = attributes.map(each => each.replace(/^Max-Age=.*/, 'Max-Age=34560000'))
        expect(attributesOf(device)).toEqual(lasting)
        expect(await server.whoIs(cookies)).toMatchObject({ name: 'Ada Example' })
      }
      const out = await server.post('/api/auth/sign-out', {}, { cookie: cookieHeaderOf(later.cookies) })
      expect(out.cookies.find(cookie => cookie.startsWith(`${name}=;`))).toMatch(/Max-Age=0/)
      expect(await server.whoIs(later.cookies)).toBeNull()
    } finally {
      await server.close()
    }
  },
  20_000
)
