import { type Behaviour, doneAnd, entry, fine, notDone } from './behaviour.ts'
import { chain, redirecting, refusing } from './manners.ts'

const inTenYears = new Date(Date.now() + 3_650 * 24 * 3_600_000).toUTCString()
const redirected = 'a redirect to /elsewhere'

/** Services that answer with a redirect or an error status. */
export const statusBehaviours: Behaviour[] = [
  ...[301, 302, 303, 307, 308].flatMap((status): Behaviour[] => [
    {
      name: `answers ${status} to what changes something`,
      acts: redirecting(status, '/elsewhere'),
      turnOn: { ends: 'uncertain', says: redirected },
      turnOff: entry(redirected)
    },
    {
      name: `redirects with ${status} three times`,
      on: ['GET'],
      acts: chain(status, 3),
      ...fine
    }
  ]),
  {
    name: 'redirects six times',
    on: ['GET'],
    acts: chain(302, 6),
    turnOn: { ends: 'refused', says: 'redirects more than 5 times' },
    turnOff: null
  },
  {
    name: 'redirects in a loop',
    on: ['GET'],
    acts: redirecting(307, '/account'),
    turnOn: { ends: 'refused', says: 'redirects more than 5 times' },
    turnOff: null
  },
  {
    name: 'redirects to the metadata of a cloud',
    on: ['GET'],
    acts: redirecting(302, 'http://169.254.169.254/latest/meta-data/'),
    turnOn: { ends: 'refused', says: '169.254.169.254 is a private' },
    turnOff: null
  },
  {
    name: 'redirects from https to http',
    reached: 'by TLS',
    on: ['GET'],
    acts: redirecting(301, 'http://acme.example/account'),
    turnOn: { ends: 'refused', says: 'from https to plain http' },
    turnOff: null
  },
  ...[401, 403, 404, 409, 410, 422, 429, 501, 503].map(
    (status): Behaviour => ({
      name: `answers ${status}`,
      acts: refusing(status),
      ...notDone(`was answered with ${status}`),
      // Taken for gone at a deregistration; that of a service that still has it is nobody's to find out.
      ...((status === 404 || status === 410) && { turnOff: null })
    })
  ),
  ...[
    ['in 30 seconds', '30'],
    ['at a date', new Date(Date.now() + 60_000).toUTCString()],
    ['in the past', new Date(0).toUTCString()],
    ['in ten years', inTenYears]
  ].map(
    ([when = '', value = '']): Behaviour => ({
      name: `answers 429, to be asked again ${when}`,
      acts: refusing(429, ['retry-after', value]),
      ...notDone('was answered with 429')
    })
  ),
  ...[500, 502, 504].map(
    (status): Behaviour => ({
      name: `answers ${status} for a service that did it`,
      acts: asked => {
        asked.does()
        refusing(status)(asked)
      },
      ...doneAnd(`was answered with ${status}`)
    })
  )
]
