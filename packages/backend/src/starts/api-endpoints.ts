import type { Specs } from '@hookwright/engine'
import { endpointUrlOf, Fault, type Id, type Millis, type Receiving, startKindOf } from '@hookwright/model'
import type { ApiEndpointRow, Store } from '@hookwright/store'
import type { Effects, Settings } from '../kernel/effects.ts'
import { endpointPlace } from '../kernel/seal-places.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { ownReceivingOf } from '../revisions/receiving-of.ts'

/**
 * Authentication that an API endpoint requires of its callers. Contains the header's name, and the text that
 * precedes the secret in it.
 */
export type CallSecurity =
  | { is: 'open' }
  | { is: 'secret'; header: string; prefix: string }
  | { is: 'hmac'; header: string }
  | { is: 'standard-webhooks' }

/** API endpoint of a flow for display, without secrets. */
export interface ApiEndpointSummary {
  /** Last characters of the token in the endpoint's URL. */
  tail: string
  addressRenewedAt: Millis | null
  secretRenewedAt: Millis | null
  /** Security of the running revision; null while the flow is off. */
  security: CallSecurity | null
  methods: string[]
  lastCall: { deliveryId: Id; at: Millis } | null
}

/** URLs and secrets of API endpoints. All methods throw `endpoint.none` if the flow has no endpoint. */
export interface ApiEndpoints {
  summary: (flowId: Id) => Promise<ApiEndpointSummary>
  url: (flowId: Id) => Promise<string>
  secret: (flowId: Id) => Promise<string>
  /** Replaces the URL. Requests to the old URL are no longer recognized. */
  renewAddress: (flowId: Id) => Promise<void>
  /** Replaces the secret. Requests with the old secret are refused. */
  renewSecret: (flowId: Id) => Promise<void>
}

type Minting = Pick<Effects, 'newToken' | 'hashToken' | 'sealer' | 'randomBytes'>

/** Generates and seals a secret in the format of Standard Webhooks, which fits every kind of security. */
const sealedSecret = ({ sealer, randomBytes }: Minting, id: Id): Uint8Array =>
  sealer.seal(`whsec_${Buffer.from(randomBytes(32)).toString('base64')}`, endpointPlace(id, 'secret'))

const sealedToken = ({ sealer, newToken, hashToken }: Minting, id: Id) => {
  const token = newToken()
  return { tokenHash: hashToken(token), tokenSealed: sealer.seal(token, endpointPlace(id, 'token')) }
}

/** Generates the token and secret of a flow that has no endpoint yet. */
export const ensureApiEndpoint = async (
  {
    store,
    effects
  }: { store: Pick<Store, 'apiEndpoints'>; effects: Minting & Pick<Effects, 'newId' | 'clock'> },
  flowId: Id
): Promise<void> => {
  if ((await store.apiEndpoints.ofFlow(flowId)) !== null) return
  const id = effects.newId()
  const secretSealed = sealedSecret(effects, id)
  await store.apiEndpoints.add({
    ...{ id, flowId, secretSealed, createdAt: effects.clock() },
    ...sealedToken(effects, id)
  })
}

const secretIn = ({ sealer }: Pick<Effects, 'sealer'>, { id, secretSealed }: ApiEndpointRow): string =>
  sealer.open(secretSealed, endpointPlace(id, 'secret'))

/**
 * Creates a function that returns the secret of a flow's API endpoint. Without an endpoint, the secret is
 * empty, and calls are refused.
 */
export const endpointSecrets =
  ({ store, effects }: { store: Pick<Store, 'apiEndpoints'>; effects: Pick<Effects, 'sealer'> }) =>
  async (flowId: Id): Promise<string> => {
    const endpoint = await store.apiEndpoints.ofFlow(flowId)
    return endpoint === null ? '' : secretIn(effects, endpoint)
  }

const securityOf = ({ verify }: Receiving): CallSecurity => {
  const [scheme] = verify
  if (scheme === undefined) return { is: 'open' }
  const { name: header, prefix } = scheme.signature
  if (scheme.algorithm === 'token') return { is: 'secret', header, prefix }
  return scheme.time === null ? { is: 'hmac', header } : { is: 'standard-webhooks' }
}

export const createApiEndpoints = (params: {
  store: Store
  specs: Specs
  effects: Minting & Pick<Effects, 'clock'>
  settings: Pick<Settings, 'publicUrl'>
  loadedRevisions: LoadedRevisions
  /** Called with the id of each flow whose secret has changed. */
  changed: (flowId: Id) => void
}): ApiEndpoints => {
  const { store, specs, effects, settings, loadedRevisions, changed } = params

  const found = async (flowId: Id): Promise<ApiEndpointRow> => {
    const endpoint = await store.apiEndpoints.ofFlow(flowId)
    if (endpoint === null) throw new Fault('endpoint.none')
    return endpoint
  }

  const tokenOf = ({ id, tokenSealed }: ApiEndpointRow): string =>
    effects.sealer.open(tokenSealed, endpointPlace(id, 'token'))

  /**
   * Returns the receiving rules of the running revision. `null` while the flow is off, or if it has another
   * kind of start.
   */
  const rulesOf = async (flowId: Id): Promise<Receiving | null> => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row === null || startKindOf(row.terms) !== 'endpoint') return null
    return ownReceivingOf(specs, await loadedRevisions.of(row.terms.versionId, row.terms.revisionId))
  }

  return {
    summary: async flowId => {
      const endpoint = await found(flowId)
      const rules = await rulesOf(flowId)
      const [last] = (await store.deliveries.list({ scope: { flowId }, limit: 1 })).rows
      return {
        tail: tokenOf(endpoint).slice(-4),
        addressRenewedAt: endpoint.addressRenewedAt,
        secretRenewedAt: endpoint.secretRenewedAt,
        security: rules && securityOf(rules),
        methods: rules?.methods ?? [],
        lastCall: last === undefined ? null : { deliveryId: last.id, at: last.receivedAt }
      }
    },
    url: async flowId => endpointUrlOf(settings.publicUrl(), tokenOf(await found(flowId))),
    secret: async flowId => secretIn(effects, await found(flowId)),
    renewAddress: async flowId => {
      const { id } = await found(flowId)
      await store.apiEndpoints.renewAddress(flowId, { ...sealedToken(effects, id), at: effects.clock() })
    },
    renewSecret: async flowId => {
      const { id } = await found(flowId)
      const secretSealed = sealedSecret(effects, id)
      await store.apiEndpoints.renewSecret(flowId, { secretSealed, at: effects.clock() })
      changed(flowId)
    }
  }
}
