import { type Id, type KeySource, literal, pill, type Receiving } from '@hookwright/model'
import type { Preset } from '@hookwright/model/presets'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import { acmeAuthentication } from './acme-connector.ts'
import { acmeDeregistration } from './acme-flows.ts'
import type { Api } from './api-client.ts'
import { dialectKey } from './dialect-key.ts'
import type { PracticeService } from './practice.ts'
import { addFlow } from './switch.ts'

/** User's flow for a service that sends in the webhook dialect of a preset. */
export interface DialectFlow {
  /** Source of the verification key, such as `connection`. Undefined if requests are not verified. */
  source: KeySource['from'] | undefined
  flowId: Id
  /** Keys stored in the connection. */
  keys: string[]
  replaceKeys: (keys: string[]) => Promise<void>
  /**
   * Starts a dry run of the registration, with a test connection that has the same values. Returns the dry
   * run's id.
   */
  dryRun: () => Promise<Id>
}

/** Returns the key source with `secret` as its field or path, since these tests store their keys there. */
const here = (key: KeySource): KeySource => {
  switch (key.from) {
    case 'connection':
      return { ...key, field: 'secret' }
    case 'registration':
      return { ...key, path: 'secret' }
    default:
      return key
  }
}

const rulesOf = ({ receiving }: Preset): Receiving => ({
  ...receiving,
  verify: receiving.verify.map(scheme => ({ ...scheme, key: here(scheme.key) })),
  handshake: receiving.handshake.map(rule => ({ ...rule, key: rule.key && here(rule.key) }))
})

const texts = (...names: string[]) =>
  names.map(name => ({ id: name, key: name, dataType: { kind: 'text', list: false } as const }))

/** Number of connectors deployed so far, since names must be unique. */
let deployed = 0

/**
 * Creates a connector with the rules of a preset for the practice service, and a flow for its event. `keys` are stored
 * in its connection; `signs` is the service's signing key.
 */
export const deployDialect = async (
  api: Api,
  practice: PracticeService,
  preset: Preset,
  { signs, keys = [] }: { signs: string; keys?: string[] } = dialectKey(preset)
): Promise<DialectFlow> => {
  const { id: connectorId } = await api.connectors.create.mutate({
    name: `Acme as ${preset.id} ${++deployed}`
  })
  const signsIn = acmeAuthentication(practice)
  const secret = { id: 'secret', label: 'Signing key', entry: 'password', required: true } as const
  const authentication = { ...signsIn, fields: [...signsIn.fields, secret] }
  await api.connectors.authenticate.mutate({ connectorId, authentication })
  const draw = async (name: string, doc: ReturnType<typeof drawFlow>): Promise<Id> =>
    (await api.makerFlows.create.mutate({ connectorId, name, doc })).id
  const receiving = rulesOf(preset)
  const source = receiving.verify[0]?.key.from
  const key =
    source === 'generated'
      ? { key: pill('start', 'signingSecret') }
      : source === 'connection' || source === 'certificate'
        ? { key: literal(signs) }
        : {}
  const register = drawFlow(
    card('webhook-registration', 'start', { config: { inputs: [] } }),
    card('object-construct', 'wish', {
      config: { keys: texts('url', 'eventType', 'dialect', ...Object.keys(key)) },
      inputs: {
        url: pill('start', 'eventUrl'),
        eventType: literal('user.created'),
        dialect: literal(preset.id),
        ...key
      }
    }),
    card('raw-request', 'create', {
      config: { method: 'POST' },
      inputs: { url: literal('/api/subscriptions'), body: pill('wish', 'output') }
    }),
    card('registration-return', 'return', { inputs: { registrationData: pill('create', 'json') } })
  )
  const helpers = {
    registrationFlowId: await draw('Register', register),
    deregistrationFlowId: await draw('Deregister', acmeDeregistration)
  }
  const event = drawFlow(
    card('webhook-event', 'event', { config: { options: [], ...helpers, receiving } }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'said', name: 'Said', fields: [field('body', 'Body')] }], runMode: false },
      inputs: { body: pill('event', 'body', ['name']) }
    })
  )
  const eventFlowId = await draw('Said', event)
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const valuesOf = (lines: string[]) => ({ apiKey: practice.apiKey, secret: lines.join('\n') })
  const { id: connectionId } = await api.connections.create.mutate({
    connectorId,
    name: 'My account',
    values: valuesOf(keys)
  })
  const listener = drawFlow(
    card('connector-event', 'event', {
      config: { connectorId, eventFlowId, versionId, connectionId, runMode: 'each' }
    }),
    card('compose', 'note', { inputs: { text: literal('An event was received.') } })
  )
  return {
    source,
    flowId: await addFlow(api, `Note ${preset.id} ${deployed}`, listener),
    keys,
    replaceKeys: async lines => {
      await api.connections.replaceValues.mutate({ connectionId, values: valuesOf(lines) })
    },
    dryRun: async () => {
      const trial = { connectorId, name: 'Test account', values: valuesOf(keys) }
      const { dryRunId } = await api.dryRuns.begin.mutate({
        connectorId,
        connectionId: (await api.testConnections.create.mutate(trial)).id,
        registration: { flowId: helpers.registrationFlowId, inputs: {} },
        deregistration: { flowId: helpers.deregistrationFlowId, inputs: {} },
        receiving
      })
      return dryRunId
    }
  }
}
