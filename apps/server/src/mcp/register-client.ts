import { randomBytes } from 'node:crypto'
import { DAY, Fault, httpStatusOf, type Millis, SECOND, toFault } from '@hookwright/model'
import type { Request, RequestHandler } from 'express'
import type { OauthRecords } from '../sign-in/oauth-records.ts'
import { usedMetadata } from './client-metadata.ts'
import type { OauthServer } from './oauth-server.ts'
import type { Rates } from './rates.ts'

/** Maximum number of registered clients. */
const MOST_CLIENTS = 5_000

/** Time after which a client without access from any member is removed. */
export const UNUSED_CLIENT: Millis = 30 * DAY

/** Returns oidc-provider's reason for refusing a client's metadata. Throws any other error again. */
const reasonOf = (thrown: unknown): string => {
  const why: unknown = thrown instanceof Error ? Reflect.get(thrown, 'error_description') : null
  if (typeof why !== 'string') throw thrown
  return why
}

/**
 * Creates the handler that registers clients (RFC 7591). Anyone may register a client, since a registration
 * gives no access. Registrations are limited by network. A client is removed if no member gives it access.
 */
export const registerClient = (params: {
  loadServer: () => Promise<OauthServer>
  records: OauthRecords
  rates: Rates
  networkOf: (request: Request) => string
  clock: () => Millis
}): RequestHandler => {
  const { loadServer, records, rates, networkOf, clock } = params

  const makeRoom = async (): Promise<void> => {
    if ((await records.countClients()) < MOST_CLIENTS) return
    await records.sweep(clock() - DAY)
    if ((await records.countClients()) >= MOST_CLIENTS) throw new Fault('agents.too-many-clients')
  }

  const register = async (request: Request): Promise<object> => {
    const seconds = rates.take(networkOf(request))
    if (seconds !== null) throw new Fault('agents.too-many-registrations', { seconds })
    const metadata = {
      ...usedMetadata(request.body),
      client_id: randomBytes(24).toString('base64url'),
      client_id_issued_at: Math.floor(clock() / SECOND)
    }
    const { provider, call } = await loadServer()
    await call(() => provider.Client.validate(metadata)).catch(thrown => {
      throw new Fault('agents.client-refused', { why: reasonOf(thrown) })
    })
    await makeRoom()
    await records.put('Client', metadata.client_id, metadata, undefined)
    return metadata
  }

  return (request, response, next) => {
    register(request).then(
      metadata => response.status(201).set('cache-control', 'no-store').json(metadata),
      thrown => {
        const fault = toFault(thrown)
        if (fault.code === 'internal') return next(thrown)
        const { seconds } = fault.details
        if (typeof seconds === 'number') response.set('retry-after', String(seconds))
        const error =
          fault.code === 'agents.client-refused' ? 'invalid_client_metadata' : 'temporarily_unavailable'
        response.status(httpStatusOf(fault.code)).json({ error, error_description: fault.message })
      }
    )
  }
}
