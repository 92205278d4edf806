import {
  problemsOf,
  readSlots,
  type Surroundings,
  signatureOf,
  surroundingsOfMaker
} from '@hookwright/engine'
import {
  type Attempt,
  Fault,
  type Id,
  type Json,
  type RevisionSnapshot,
  type Subscription,
  startCardOf
} from '@hookwright/model'
import type { FlowRow, SubscriptionRow } from '@hookwright/store'
import { reachedFrom, surroundingsOfUser } from '../flows/reach.ts'
import { type Desk, helperRun, sealPlace } from './desk.ts'
import type { Registration } from './registration.ts'

const cannot = (what: string): Fault => new Fault('subscription.cannot-turn-on', { what })

/** A frozen flow's part of a revision. */
const freeze = (flow: FlowRow) => ({
  id: flow.id,
  name: flow.name ?? '',
  description: flow.description,
  doc: flow.doc
})

/** The slots of a card are JSON: they come from literals and from options, which are. */
const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/**
 * Turns a user's flow on: checks it, mints an Event URL, writes the intent down, then registers in the background.
 * Resolves when the intent is durable. Throws `flow.gone`, `flow.not-saved`, `subscription.already-on`,
 * `subscription.cannot-turn-on` with all that stands in the way.
 */
export const switchOn = async (desk: Desk, registration: Registration, flowId: Id): Promise<Subscription> => {
  const { store, specs, outside, settings } = desk
  const flow = await store.flows.find(flowId)
  if (flow === null) throw new Fault('flow.gone')
  if (flow.name === null) throw new Fault('flow.not-saved')
  if ((await store.subscriptions.wantedOf(flowId)) !== null) throw new Fault('subscription.already-on')

  const start = startCardOf(flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  if (!start || !use) throw cannot('It does not start with the event of a connector; add one first.')
  const kept = await store.versions.find(use.versionId)
  if (kept === null)
    throw cannot('Its event belongs to a version that does not exist; choose the event anew.')
  const { snapshot } = kept
  const { connectorId, deployedAt } = kept.version
  if (deployedAt === null) {
    throw cannot('Its event belongs to a version that was never deployed; choose one that is.')
  }
  if ((await store.connectors.find(connectorId)) === null) {
    throw cannot('Its connector was deleted; choose the event of another one.')
  }

  const neighbours = (await store.flows.list(null)).filter(other => other.ownerId === flow.ownerId)
  const helpers = reachedFrom(flow, neighbours, specs)
  const versions = [{ id: use.versionId, snapshot }]
  const surroundings = surroundingsOfUser(neighbours, versions, specs)
  const problems = [flow, ...helpers].flatMap(each => problemsOf(each.doc, specs, surroundings))
  if (problems.length > 0) throw cannot(problems.map(problem => problem.message).join(' '))
  if (use.connectionId !== null) {
    // What the draft says of itself is the user's to write, so the version names the connector.
    const { purpose, ownerId, ...connection } = await desk.connections.get(use.connectionId)
    if (purpose !== 'user' || ownerId !== flow.ownerId || connection.connectorId !== connectorId) {
      throw cannot(
        'Its connection belongs to someone else or to another connector; choose a connection of yours.'
      )
    }
  }

  const eventFlow = snapshot.flows.find(candidate => candidate.id === use.eventFlowId)
  const eventCard = eventFlow && startCardOf(eventFlow.doc)
  if (!eventFlow || !eventCard) throw cannot('Its event flow is not in the version; choose the event anew.')
  const options = asJson(
    readSlots({ flow: flow.doc, cardId: start.id, prefix: '', inner: {}, specs, surroundings })
  )
  const registrar = specs.get(eventCard.type)?.registers(eventCard.config)
  const maker: Surroundings = surroundingsOfMaker(snapshot.authentication, snapshot.flows, specs)
  const inner = Object.fromEntries(
    (signatureOf(eventFlow, specs)?.options ?? []).map(option => [
      `option.${option.id}`,
      options[option.id] ?? null
    ])
  )
  const helperOf = (flowOfHelper: string | null | undefined, prefix: string) => {
    if (flowOfHelper === null || flowOfHelper === undefined) return null
    const given = { flow: eventFlow.doc, cardId: eventCard.id, prefix, inner, specs, surroundings: maker }
    return { flowId: flowOfHelper, inputs: asJson(readSlots(given)) }
  }

  const now = outside.clock()
  const token = outside.newToken()
  const id = outside.newId()
  const revisionId = outside.newId()
  const subscription: Subscription = {
    id,
    flowId,
    status: { is: 'registering' },
    wanted: true,
    replacedBy: null,
    terms: {
      connectorId,
      versionId: use.versionId,
      eventFlowId: use.eventFlowId,
      connectionId: use.connectionId,
      revisionId,
      options,
      registration: helperOf(registrar?.registrationFlowId, 'registration.'),
      deregistration: helperOf(registrar?.deregistrationFlowId, 'deregistration.')
    },
    startedAt: now,
    deadline: now + settings.registrationTime,
    since: now,
    fault: null,
    tokenTail: token.slice(-4)
  }
  const registrationFlow = subscription.terms.registration
  const run =
    registrationFlow === null ? null : helperRun(desk, subscription, 'registration', registrationFlow.flowId)
  const attempt: Attempt = {
    id: outside.newId(),
    subscriptionId: id,
    kind: 'registration',
    outcome: 'running',
    startedAt: now,
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  }
  const tokenSealed = outside.sealer.seal(token, sealPlace(id, 'token'))
  const frozen: RevisionSnapshot = {
    schemaVersion: 1,
    flow: freeze(flow),
    helpers: neighbours.filter(each => helpers.some(helper => helper.id === each.id)).map(freeze)
  }
  await store.subscriptions.begin({
    revision: { id: revisionId, flowId, createdAt: now },
    snapshot: frozen,
    subscription,
    tokenHash: outside.hashToken(token),
    tokenSealed,
    attempt,
    run
  })
  outside.passing('registration-intended')
  const row: SubscriptionRow = { ...subscription, tokenSealed, registrationData: null, expiresAt: null }
  registration.begin({ row, attemptId: attempt.id, run, token, rows: new Map() })
  return subscription
}
