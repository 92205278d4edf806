import {
  type Bindings,
  type Block,
  type Card,
  ErrorPolicy,
  type FieldId,
  type FlowKind,
  type Json,
  type JsonObject,
  type Millis,
  type Receiving,
  type Schedule,
  type ValueType
} from '@hookwright/model'
import type { z } from 'zod'
import type {
  ActionUse,
  EventUse,
  ManualStart,
  PollUse,
  RecordFields,
  Registrar,
  ReturnSignature,
  StartSignature
} from './card-abilities.ts'
import type { CardDocs } from './card-docs.ts'
import type { CardEffects, HttpRequest, HttpResponse } from './card-effects.ts'
import type { CardProblem } from './card-problem.ts'
import {
  checkErrorPolicy,
  flowsOfPolicy,
  problemOfPolicy,
  splitConfig,
  withErrorPort
} from './error-policy.ts'
import type { Ports } from './ports.ts'
import type { Setting } from './settings.ts'
import type { ActionSignature, Surroundings } from './surroundings.ts'

/** Outcome of a card: outputs, a stop of the run, or the flow's result. */
export type Outcome =
  | { kind: 'outputs'; outputs: Record<string, unknown> }
  | { kind: 'stop' }
  | { kind: 'return'; result: Record<string, unknown> }

/** Outcome of a guarded block: that of its last card, or the error for an If Error card. */
export type AttemptOutcome = Outcome | { kind: 'failed'; error: CardError }

/** Outcome of a called flow. */
export type CallOutcome = Exclude<Outcome, { kind: 'return' }>

/** An error as cards see it: data that can be mapped. */
export interface CardError {
  code: string
  message: string
  /** The failing card's name. */
  card: string
  details: Record<string, Json>
}

/**
 * Retry policy of a request: always; only when safe, which is every method but POST and PATCH, and these where nothing
 * was sent or the service said that it did not accept the request; never.
 */
export type RetryReason = 'always' | 'when-safe' | 'never'

/**
 * Calls of a flow, one for each of several items. Items are run in groups of `atOnce`, those of a group at the same time.
 * Once an item has failed no further group begins, and the card fails when the others of its group have ended.
 */
export interface ItemCalls {
  count: number
  atOnce: number
  /** The values that the flow starts with, asked as the item begins. */
  given: (index: number) => Record<string, unknown>
}

/** Context that an executor gets. */
export interface CardContext<Config> {
  config: Config
  /** The card's name, for sentences. */
  name: string
  /** Inputs in their types, by field id; missing is null. Slots that see inner fields are not among them. */
  inputs: Record<string, unknown>
  /** Start cards: the values that the flow was started with. */
  given: Record<string, unknown>
  /** The value of a slot that sees inner fields, for these values of them. */
  slot: (field: string, inner: Record<string, unknown>) => unknown
  /** The values of all such slots by field id, for these values of the inner fields. */
  slots: (inner: Record<string, unknown>) => Record<string, unknown>
  /** The ids of the card's outputs, joins aside. */
  gives: FieldId[]
  /** Runs a block; its joins are the outputs. */
  runBlock: (block: string, inner?: Record<string, unknown>) => Outcome | Promise<Outcome>
  /** Runs a block and catches the error of a card in it; what ends the whole run is not caught. */
  tryBlock: (block: string) => Promise<AttemptOutcome>
  /**
   * Runs another flow under this card. A Return card's result is its outputs; without one they are empty. One that is
   * run several times is told how many times before, so that each has steps and effects of its own. A card that keeps no
   * result but the last says so: the others do not count as values that the run holds.
   */
  callFlow: (
    flowId: string,
    given: Record<string, unknown>,
    index?: number,
    keeps?: 'all' | 'last'
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Runs another flow, as `callFlow`, and catches the error of a card in it, or of what is handed to it; what ends the
   * whole run is not caught.
   */
  tryFlow: (
    flowId: string,
    given: () => Record<string, unknown>,
    index: number
  ) => Promise<CallOutcome | { kind: 'failed'; error: CardError }>
  /** Runs another flow for each of several items, as `callFlow`; an item that fails ends the card, see `ItemCalls`. */
  callEach: (flowId: string, calls: ItemCalls) => Promise<CallOutcome[]>
  /** Runs another flow for each of several items, as `tryFlow`. */
  tryEach: (
    flowId: string,
    calls: ItemCalls
  ) => Promise<(CallOutcome | { kind: 'failed'; error: CardError })[]>
  /**
   * Runs a deployed action under this card, with the flows of its version and the card's own connection. `given` returns
   * the values that it starts with. Throws `action.gone`, `connection.gone`.
   */
  callAction: (
    use: ActionUse,
    given: (action: ActionSignature) => Record<string, unknown>
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Begins a run of another flow that continues automatically, and gives its id; only for cards that reach `effect`. It is there
   * once the card has ended. In a run that keeps no journal, such as a test, the flow is run under this card instead.
   */
  beginFlow: (flowId: string, given: Record<string, unknown>) => Promise<string>
  fx: Pick<CardEffects, 'clock' | 'newId' | 'random' | 'crypto'>
  /**
   * Sends a request, journalled: it is not sent again when the step was finished before a crash. `again` says whether it
   * is retried when the card fails for a reason that may pass; `when-safe` unless said.
   */
  http: (request: HttpRequest, again?: RetryReason) => Promise<HttpResponse>
  /**
   * Does one of several requests of the card as an effect of its own, by its number: it is journalled and retried alone,
   * and not sent again after a stop once it has ended.
   */
  part: (
    index: number,
    execute: (work: CardContext<Config>) => Promise<Record<string, unknown>>
  ) => Promise<Record<string, unknown>>
  /**
   * Waits so long, counted from the first time that this step was begun. Only for cards that reach `wait`. Throws
   * `run.waits-too-long` in a run that cannot be suspended.
   */
  wait: (time: Millis) => Promise<void>
  /** Idempotency key of the effect: the same text each time this step of this run is executed. */
  effectKey: string
}

/** Runs a card. Throws `Fault` on failure. */
export type CardExecutor<Config> = (work: CardContext<Config>) => Outcome | Promise<Outcome>

/** Outputs, as an outcome. */
export const outputs = (values: Record<string, unknown>): Outcome => ({ kind: 'outputs', outputs: values })

/** The groups of the card chooser. */
export type CardGroup =
  | 'Events'
  | 'Branching'
  | 'Error Handling'
  | 'Flow Control'
  | 'Text'
  | 'Number'
  | 'True/False'
  | 'Date & Time'
  | 'Object'
  | 'List'
  | 'API Connector'
  | 'JSON'
  | 'Encryption'
  | 'Notes'

/** JSON as zod infers it: an optional property may be spelled out as undefined. */
type JsonLike = string | number | boolean | null | undefined | JsonLike[] | { [key: string]: JsonLike }

/** Bound of a card's config type: an object of JSON. */
export interface ConfigLike {
  [key: string]: JsonLike
}

/** A card that makes a value of one type out of another: which input takes it, which output gives it, and for which types. */
export interface Converts {
  input: FieldId
  output: FieldId
  fits: (from: ValueType, into: ValueType) => boolean
}

/** Needs of a card's executor beside its inputs. */
export type SideEffects = 'pure' | 'draw' | 'wait' | 'effect'

/** Spec of a card as its folder states it, with the config in its own type. */
export interface CardShape<Config extends ConfigLike> {
  type: string
  title: string
  group: CardGroup
  /** Help and example. The build of the pages moves it into a file that is loaded on demand. */
  docs?: CardDocs
  config: z.ZodType<Config>
  /** The card as it is when it has just been put on the canvas. */
  blank: () => { config: Config; inputs?: Bindings; blocks?: Block[] }
  ports: (config: Config, surroundings: Surroundings) => Ports
  /** Lists problems beyond those of its ports. */
  check?: (config: Config, card: Card, surroundings: Surroundings) => CardProblem[]
  /** Settings beside the inputs, in the order in which they are shown. */
  settings?: Setting[]
  /**
   * A start card: what it says of its flow, whether the flow needs a return card, and its name among the events if that
   * is not its title.
   */
  starts?: {
    kind: FlowKind
    needsReturn: boolean
    event?: string
    /** The output that is the body of a delivery, where the flow is started by one. */
    body?: FieldId
    /** Flows that it starts may respond to whoever started them. */
    hasCaller?: true
    signature: (config: Config) => StartSignature
  }
  /** A card that ends the run with a response to the caller of the flow. */
  responds?: true
  /** A return card: for which kinds of flow, what it says of the result, and where Run mode finds its records. */
  returns?: { kinds: FlowKind[]; records?: RecordFields; signature: (config: Config) => ReturnSignature }
  /** Ids of the helper flows that the card runs or hands on. */
  calls?: (config: Config) => string[]
  /** A card that begins a run of the flow that it names, instead of running it in place. */
  begins?: true
  /** A start card of a user's flow: the event that it listens to. */
  listens?: (config: Config) => EventUse
  /** A start card whose flow people run: the values that they enter, and whether members besides the owner may. */
  manual?: (config: Config) => ManualStart
  /** A start card whose flow is started by a schedule; null while the schedule is invalid. */
  schedule?: (config: Config) => Schedule | null
  /** A start card whose event is polled: what starts the flow, and what the first poll gives. */
  polls?: (config: Config) => PollUse
  /** A card of a user's flow that runs a deployed action. */
  acts?: (config: Config) => ActionUse
  /** Start values of the flow of such an action, for the inputs of the card. */
  startValues?: (
    config: Config,
    action: ActionSignature,
    inputs: Record<string, unknown>
  ) => Record<string, unknown>
  /** A start card whose subscriptions are opened and closed by helper flows. */
  registers?: (config: Config) => Registrar
  /** A start card whose flow is started by deliveries: how their Event URL treats a request. */
  receives?: (config: Config) => Receiving
  /**
   * True for a card whose users choose how its errors are handled. By default, cards with the side effect `effect`; to be
   * declared by cards that run a flow with effects.
   */
  handlesErrors?: boolean
  /** Side effects: `effect` for requests, `draw` for clock, ids and random values, `wait`, or `pure` for none. */
  sideEffects?: SideEffects
  /** A card without runtime effect. */
  silent?: true
  /** A card that cannot be deleted, moved or skipped. */
  fixed?: true
  /** A card that is offered where a value does not fit. */
  converts?: Converts
  /** Runs the card. Without it, a start card outputs the values that its run was started with. Left out of the pages. */
  execute?: CardExecutor<Config>
}

/** A config that was read: in its shape, or with sentences that say what is wrong where. */
export type ReadConfig<Config> =
  | { ok: true; config: Config; errorPolicy: ErrorPolicy | null }
  | { ok: false; problems: CardProblem[] }

/** A card's spec as the registry keeps it: the config's type is forgotten, each function reads the config itself. */
export interface CardSpec
  extends Pick<
    CardShape<JsonObject>,
    'type' | 'title' | 'group' | 'silent' | 'fixed' | 'begins' | 'converts' | 'responds'
  > {
  sideEffects: SideEffects
  /** True for a card that may have an error policy in its config. */
  handlesErrors: boolean
  /** Null in the pages, which load the documentation of all cards on demand. */
  docs: CardDocs | null
  settings: Setting[]
  blank: () => { config: JsonObject; inputs?: Bindings; blocks?: Block[] }
  readConfig: (config: JsonObject) => ReadConfig<JsonObject>
  /** The ports, or null while the config cannot be read. */
  ports: (config: JsonObject, surroundings: Surroundings) => Ports | null
  check: (card: Card, surroundings: Surroundings) => CardProblem[]
  starts: {
    kind: FlowKind
    needsReturn: boolean
    event?: string
    body?: FieldId
    hasCaller?: true
    signature: (config: JsonObject) => StartSignature | null
  } | null
  returns: {
    kinds: FlowKind[]
    records?: RecordFields
    signature: (config: JsonObject) => ReturnSignature | null
  } | null
  calls: (config: JsonObject) => string[]
  listens: (config: JsonObject) => EventUse | null
  schedule: (config: JsonObject) => Schedule | null
  manual: (config: JsonObject) => ManualStart | null
  polls: (config: JsonObject) => PollUse | null
  acts: (config: JsonObject) => ActionUse | null
  startValues: (
    config: JsonObject,
    action: ActionSignature,
    inputs: Record<string, unknown>
  ) => Record<string, unknown>
  registers: (config: JsonObject) => Registrar | null
  receives: (config: JsonObject) => Receiving | null
  execute: CardExecutor<JsonObject> | null
}

/** The card types of an installation. */
export type Specs = ReadonlyMap<string, CardSpec>

/** Returns an issue as a sentence: messages of schemas are sentences already, zod's own are wrapped. */
const sentenceOf = ({ path, message }: z.core.$ZodIssue): string =>
  message.endsWith('.')
    ? message
    : `The setting “${path.join('.')}” is not valid (${message}). Set it again, or insert the card again.`

/** A card's spec for the registry. The one place where a config's own type is given up. */
export const defineCard = <Config extends ConfigLike>(shape: CardShape<Config>): CardSpec => {
  const sideEffects = shape.sideEffects ?? 'pure'
  const handlesErrors = shape.handlesErrors ?? sideEffects === 'effect'
  const parse = (config: JsonObject): ReadConfig<Config> => {
    const { own, policy } = handlesErrors ? splitConfig(config) : { own: config, policy: undefined }
    const parsed = shape.config.safeParse(own)
    const parsedPolicy = policy === undefined ? null : ErrorPolicy.safeParse(policy)
    if (parsed.success && parsedPolicy?.success !== false)
      return { ok: true, config: parsed.data, errorPolicy: parsedPolicy?.data ?? null }
    const problems = (parsed.error?.issues ?? []).map(
      (issue): CardProblem => ({ message: sentenceOf(issue) })
    )
    const ofPolicy = (parsedPolicy?.error?.issues ?? []).map(issue => problemOfPolicy(sentenceOf(issue)))
    return { ok: false, problems: [...problems, ...ofPolicy] }
  }
  // Nothing changes a config in place, and one look at a flow asks each card several things.
  const known = new WeakMap<JsonObject, ReadConfig<Config>>()
  const read = (config: JsonObject): ReadConfig<Config> => {
    const result = known.get(config) ?? parse(config)
    known.set(config, result)
    return result
  }
  const withConfig =
    <Result, Else>(use: ((config: Config) => Result) | undefined, otherwise: Else) =>
    (config: JsonObject): Result | Else => {
      if (use === undefined) return otherwise
      const result = read(config)
      return result.ok ? use(result.config) : otherwise
    }
  const portsOf = (config: JsonObject, surroundings: Surroundings): Ports | null => {
    const result = read(config)
    return result.ok ? withErrorPort(shape.ports(result.config, surroundings), result.errorPolicy) : null
  }
  const checkCard = (card: Card, surroundings: Surroundings): CardProblem[] => {
    const result = read(card.config)
    if (!result.ok) return result.problems
    const own = shape.check?.(result.config, card, surroundings) ?? []
    const { errorPolicy } = result
    if (errorPolicy === null) return own
    const { outputs } = shape.ports(result.config, surroundings)
    const name = card.title ?? shape.title
    return [...own, ...checkErrorPolicy({ policy: errorPolicy, name, outputs, surroundings })]
  }
  const callsOf = (config: JsonObject): string[] => {
    const result = read(config)
    return result.ok ? [...(shape.calls?.(result.config) ?? []), ...flowsOfPolicy(result.errorPolicy)] : []
  }
  const { starts, returns, listens, schedule, manual, polls, acts, registers, receives, execute } = shape
  return {
    type: shape.type,
    title: shape.title,
    group: shape.group,
    sideEffects,
    handlesErrors,
    docs: shape.docs ?? null,
    settings: shape.settings ?? [],
    ...(shape.silent === undefined ? {} : { silent: shape.silent }),
    ...(shape.fixed === undefined ? {} : { fixed: shape.fixed }),
    ...(shape.begins === undefined ? {} : { begins: shape.begins }),
    ...(shape.converts === undefined ? {} : { converts: shape.converts }),
    ...(shape.responds === undefined ? {} : { responds: shape.responds }),
    // A config that was blank or read is JSON; only its type may spell out an absent property as undefined.
    blank: shape.blank as CardSpec['blank'],
    readConfig: read as CardSpec['readConfig'],
    ports: portsOf,
    check: checkCard,
    starts: starts === undefined ? null : { ...starts, signature: withConfig(starts.signature, null) },
    returns: returns === undefined ? null : { ...returns, signature: withConfig(returns.signature, null) },
    calls: callsOf,
    listens: withConfig(listens, null),
    schedule: withConfig(schedule, null),
    manual: withConfig(manual, null),
    polls: withConfig(polls, null),
    acts: withConfig(acts, null),
    startValues: (config, action, inputs) =>
      withConfig(known => shape.startValues?.(known, action, inputs) ?? {}, {})(config),
    registers: withConfig(registers, null),
    receives: withConfig(receives, null),
    // An executor is only ever given the config that `readConfig` of the same shape returned.
    execute: execute === undefined ? null : (execute as CardExecutor<never> as CardSpec['execute'])
  }
}

/** A card's name on the canvas: its own title, otherwise its spec's. */
export const nameOfCard = (card: Card, spec: CardSpec | undefined): string =>
  card.title ?? spec?.title ?? card.type

/** The registry of these specs. Throws when two have one type: a mistake in the code. */
export const specsOf = (all: CardSpec[]): Specs => {
  const specs = new Map(all.map(spec => [spec.type, spec]))
  if (specs.size < all.length) throw new Error('Two card specs have the same type.')
  return specs
}
