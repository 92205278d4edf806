import { createHash, createHmac } from 'node:crypto'
import {
  type Card,
  type CardId,
  CUSTOM_API_ACTION,
  type Flow,
  type FlowSignature,
  type Json,
  type Millis,
  type RunOutcome
} from '@hookwright/model'
import type { Outcome } from './card/card-context.ts'
import type { CardEffects, HttpRequest, HttpResponse } from './card/card-effects.ts'
import { type Catalog, emptyCatalog } from './card/catalog.ts'
import { type CardSpec, type Specs, specsOf } from './card/define-card.ts'
import { type Draw, type Journal, keyOfPath, noJournal, type StepRecord, type Wait } from './card/journal.ts'
import type { Patience, SuspendedRun } from './run/patience.ts'
import { prepareFlows } from './run/prepare-flows.ts'
import type { ActionEnvironment, RunEnvironment } from './run/progress.ts'
import { runFlow, runPatiently } from './run/run-flow.ts'

/** Deterministic effects: a manually moved clock, sequential ids, and a function as the service. */
export interface FakeEffects extends CardEffects {
  soon: (act: () => void) => void
  moveClock: (by: Millis) => void
  sent: HttpRequest[]
}

/** Initial time of fake effects: 2026-01-02T03:04:05.678Z. */
export const FAKE_START = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

export const fakeEffects = (
  answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse> = () => ({
    status: 200,
    headers: {},
    body: ''
  })
): FakeEffects => {
  let now = FAKE_START
  let ids = 0
  const sent: HttpRequest[] = []
  return {
    sent,
    moveClock: by => {
      now += by
    },
    clock: () => now,
    newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
    random: () => 0.5,
    http: async request => {
      sent.push(request)
      return answer(request)
    },
    crypto: {
      hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
      hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest()
    },
    wait: async until => {
      now = Math.max(now, until)
    },
    soon: setImmediate,
    log: () => {}
  }
}

/** In-memory journal. Its entries can be passed to the journal of a later attempt. */
export interface MemoryJournal extends Journal {
  recorded: Map<string, StepRecord>
  waits: Map<string, Wait>
  intended: string[]
  /** Stores the waits and draws of a suspended run. */
  keep: (suspended: SuspendedRun) => void
}

export const memoryJournal = (
  before: Map<string, StepRecord> = new Map(),
  waits: Map<string, Wait> = new Map()
): MemoryJournal => {
  const recorded = new Map(before)
  const intended: string[] = []
  const keepDraws = (draws: Draw[]): void => {
    for (const { path, outputs } of draws) {
      // The first one is what an effect was sent with.
      if (!recorded.has(keyOfPath(path))) recorded.set(keyOfPath(path), { outputs })
    }
  }
  return {
    recorded,
    waits,
    intended,
    keep: ({ draws, at, wait, others = [] }) => {
      keepDraws(draws)
      for (const step of [{ at, wait }, ...others]) waits.set(keyOfPath(step.at), step.wait)
    },
    recall: path => recorded.get(keyOfPath(path)),
    waitAt: path => waits.get(keyOfPath(path)),
    intend: async (path, intent) => {
      intended.push(keyOfPath(path))
      keepDraws(intent.draws)
    },
    record: async (path, result) => {
      recorded.set(keyOfPath(path), result)
    }
  }
}

/** Parts of a run that a test can set. Parts that it does not set are fakes. */
export interface TestParts {
  specs: Specs | CardSpec[]
  fx?: CardEffects
  journal?: Journal
  flows?: Map<string, Flow>
  catalog?: Catalog
  everywhere?: Record<string, unknown>
  signal?: AbortSignal
  fuel?: number
  told?: RunEnvironment['told']
  answers?: RunEnvironment['answers']
  pinned?: RunEnvironment['pinned']
  room?: RunEnvironment['room']
  actionOf?: RunEnvironment['actionOf']
}

const worldOf = (parts: TestParts): RunEnvironment => {
  const specs = Array.isArray(parts.specs) ? specsOf(parts.specs) : parts.specs
  const catalog = parts.catalog ?? emptyCatalog
  return {
    prepared: prepareFlows({ specs, catalog, flows: parts.flows ?? new Map() }),
    fx: parts.fx ?? fakeEffects(),
    journal: parts.journal ?? noJournal,
    runId: 'run-1',
    flowId: 'flow-1',
    everywhere: parts.everywhere ?? {},
    signal: parts.signal ?? new AbortController().signal,
    fuel: parts.fuel ?? 10_000,
    ...(parts.told === undefined ? {} : { told: parts.told }),
    ...(parts.answers === undefined ? {} : { answers: parts.answers }),
    ...(parts.pinned === undefined ? {} : { pinned: parts.pinned }),
    ...(parts.room === undefined ? {} : { room: parts.room }),
    ...(parts.actionOf === undefined ? {} : { actionOf: parts.actionOf })
  }
}

/** Runs a flow with the parts that a test sets. All other parts are fakes. */
export const runWith = (flow: Flow, values: Record<string, unknown>, parts: TestParts): Promise<RunOutcome> =>
  runFlow(flow, values, worldOf(parts))

/** Runs a flow that may be suspended, like `runWith`. Starts from the beginning unless the run is resumed. */
export const runPatientlyWith = async (
  flow: Flow,
  values: Record<string, unknown>,
  parts: TestParts,
  patience: Partial<Patience> = {}
): Promise<RunOutcome | SuspendedRun> =>
  runPatiently(flow, values, {
    ...worldOf(parts),
    patience: { startedAt: FAKE_START, before: [], woken: null, ...patience }
  })

/** Creates a card of a flow. */
export const cardOf = (
  type: string,
  id: CardId,
  config: Card['config'] = {},
  inputs: Card['inputs'] = {}
): Card => ({ id, type, config, inputs })

/** Returns a flow with the given cards in one strip. */
export const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(card => card.id),
  cards: Object.fromEntries(cards.map(card => [card.id, card]))
})

/**
 * Runs a single card with literal inputs and returns its outputs.
 * @throws the card's fault
 */
export const runCardAlone = async (
  spec: CardSpec,
  config: Card['config'],
  inputs: Record<string, Json>,
  fx: CardEffects = fakeEffects()
): Promise<Extract<Outcome, { kind: 'outputs' }>['outputs']> => {
  const bindings = Object.fromEntries(
    Object.entries(inputs).map(([field, value]) => [field, { kind: 'literal' as const, value }])
  )
  const card: Card = { id: 'card', type: spec.type, config, inputs: bindings }
  const outcome = await runWith(flowOf(card), {}, { specs: [spec], fx, actionOf: () => connectedTo(fx) })
  if (outcome.status.is === 'failed')
    throw new Error(`${outcome.status.fault.code}: ${outcome.status.fault.message}`)
  const kept = outcome.steps[0]?.outputs
  return kept === undefined || kept === 'given' ? {} : kept
}

/**
 * Returns the environment of a card that sends requests with its own connection, through the given client.
 */
export const connectedTo = ({ http }: Pick<CardEffects, 'http'>): ActionEnvironment => ({
  flow: null,
  signature: {
    ...signature({ id: CUSTOM_API_ACTION, kind: 'action' }),
    connectorName: 'Acme',
    needsConnection: true
  },
  prepared: prepareFlows({ specs: new Map(), catalog: emptyCatalog, flows: new Map() }),
  everywhere: {},
  http
})

/** Returns the signature of an empty helper flow. `parts` replaces some of its properties. */
export const signature = (parts: Partial<FlowSignature> & { id: string }): FlowSignature => ({
  name: 'Helper',
  kind: 'helper',
  options: [],
  inputs: [],
  outputs: [],
  runMode: false,
  ...parts
})
