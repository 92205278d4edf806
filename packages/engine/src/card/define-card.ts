import {
  type Bindings,
  type Block,
  type Card,
  ErrorPolicy,
  type FieldId,
  type FlowKind,
  type Json,
  type JsonObject,
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
import type { CardExecutor } from './card-context.ts'
import type { CardProblem } from './card-problem.ts'
import type { ActionSignature, Catalog } from './catalog.ts'
import {
  checkErrorPolicy,
  flowsOfPolicy,
  problemOfPolicy,
  splitConfig,
  withErrorPort
} from './error-policy.ts'
import type { Ports } from './ports.ts'
import type { Setting } from './settings.ts'

/** Documentation of a card for those who use it. */
export interface CardDocs {
  /** Phrase of at most 42 characters, shown below the title in lists of cards. */
  summary?: string
  /** Search terms for the card, in lower case, the closest first. */
  aliases?: readonly string[]
  /** Description in sentences. */
  help: string
  /** Example of the card: shown with its help and run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}

/** Groups of the card palette. */
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
  | 'File'
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

/** Conversion that a card offers: its input, its output, and the types of both. */
export interface Converts {
  input: FieldId
  output: FieldId
  fits: (from: ValueType, into: ValueType) => boolean
}

/**
 * Side effects of a card's executor, which decide what its journal records: `pure` for none, `draw` for random values, ids or
 * the clock, `wait` for a pause of the run, `effect` for requests and other effects outside, which may be retried.
 */
export type SideEffects = 'pure' | 'draw' | 'wait' | 'effect'

/** Spec of a card as its folder states it, with the config in its own type. */
export interface CardShape<Config extends ConfigLike> {
  type: string
  title: string
  group: CardGroup
  /** Help and example. The build of the pages moves it into a file that is loaded on demand. */
  docs?: CardDocs
  config: z.ZodType<Config>
  /** Returns the config and inputs of a card that was just added. */
  blank: () => { config: Config; inputs?: Bindings; blocks?: Block[] }
  ports: (config: Config, catalog: Catalog) => Ports
  /** Lists problems other than those of the card's ports. */
  check?: (config: Config, card: Card, catalog: Catalog) => CardProblem[]
  /** Settings other than inputs, in display order. */
  settings?: Setting[]
  /**
   * Start card: the signature of its flow, whether the flow needs a return card, and its name in
   * the list of events if that is not its title.
   */
  starts?: {
    kind: FlowKind
    needsReturn: boolean
    event?: string
    /** Output that holds the body of a delivery, for flows started by deliveries. */
    body?: FieldId
    /** True where the flow may respond to the caller that started it. */
    hasCaller?: true
    signature: (config: Config) => StartSignature
  }
  /** True for a card that ends the run with a response to the caller of the flow. */
  responds?: true
  /**
   * Return card: the kinds of flow that it fits, the signature of the result, and the records of
   * Run mode.
   */
  returns?: { kinds: FlowKind[]; records?: RecordFields; signature: (config: Config) => ReturnSignature }
  /** Returns the ids of the helper flows that the card runs or passes on. */
  calls?: (config: Config) => string[]
  /** True for a card that starts an independent run of a flow instead of calling it. */
  begins?: true
  /** Returns the event that a start card of a user's flow listens to. */
  listens?: (config: Config) => EventUse
  /**
   * Returns the values that a person enters to run the flow, and whether members other than the
   * owner may run it.
   */
  manual?: (config: Config) => ManualStart
  /** Returns the schedule that starts the flow; null while it is invalid. */
  schedule?: (config: Config) => Schedule | null
  /** Returns the poll settings of the event. */
  polls?: (config: Config) => PollUse
  /** Returns the deployed action that a card of a user's flow runs. */
  acts?: (config: Config) => ActionUse
  /** Returns the start values of the action's flow for the inputs of the card. */
  startValues?: (
    config: Config,
    action: ActionSignature,
    inputs: Record<string, unknown>
  ) => Record<string, unknown>
  /** Returns the helper flows that manage the subscriptions of a start card. */
  registers?: (config: Config) => Registrar
  /** Returns the rules by which the Event URL of a start card treats requests. */
  receives?: (config: Config) => Receiving
  /**
   * True for a card whose users choose an error policy. By default, cards with the side effect
   * `effect`; cards that call a flow with effects must declare it.
   */
  handlesErrors?: boolean
  /** Side effects: `effect` for requests, `draw` for clock, ids and random values, `wait`, or `pure` for none. */
  sideEffects?: SideEffects
  /** True for a card without runtime effect. */
  silent?: true
  /** True for a card that cannot be deleted, moved or skipped. */
  fixed?: true
  /** Conversion for which the card is suggested when a value does not fit. */
  converts?: Converts
  /**
   * Runs the card. Without it, a start card outputs the values that its run was started with.
   * Excluded from the web bundle.
   */
  execute?: CardExecutor<Config>
}

/** Result of parsing a config: the config, or the problems with their paths. */
export type ReadConfig<Config> =
  | { ok: true; config: Config; errorPolicy: ErrorPolicy | null }
  | { ok: false; problems: CardProblem[] }

/** Spec of a card in the registry. It is not generic: each function parses the config itself. */
export interface CardSpec
  extends Pick<
    CardShape<JsonObject>,
    'type' | 'title' | 'group' | 'silent' | 'fixed' | 'begins' | 'converts' | 'responds'
  > {
  sideEffects: SideEffects
  /** True for a card whose config may contain an error policy. */
  handlesErrors: boolean
  /** Documentation; null in the web bundle, which loads that of all cards on demand. */
  docs: CardDocs | null
  settings: Setting[]
  blank: () => { config: JsonObject; inputs?: Bindings; blocks?: Block[] }
  readConfig: (config: JsonObject) => ReadConfig<JsonObject>
  /** Returns the ports, or null while the config cannot be parsed. */
  ports: (config: JsonObject, catalog: Catalog) => Ports | null
  check: (card: Card, catalog: Catalog) => CardProblem[]
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

/**
 * Returns an issue as a sentence. Messages of our schemas are sentences already; zod's own are
 * wrapped.
 */
const sentenceOf = ({ path, message }: z.core.$ZodIssue): string =>
  message.endsWith('.')
    ? message
    : `The setting “${path.join('.')}” is not valid (${message}). Set it again, or insert the card again.`

/** Converts a card's spec for the registry. The generic config type is erased only here. */
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
  const portsOf = (config: JsonObject, catalog: Catalog): Ports | null => {
    const result = read(config)
    return result.ok ? withErrorPort(shape.ports(result.config, catalog), result.errorPolicy) : null
  }
  const checkCard = (card: Card, catalog: Catalog): CardProblem[] => {
    const result = read(card.config)
    if (!result.ok) return result.problems
    const own = shape.check?.(result.config, card, catalog) ?? []
    const { errorPolicy } = result
    if (errorPolicy === null) return own
    const { outputs } = shape.ports(result.config, catalog)
    const name = card.title ?? shape.title
    return [...own, ...checkErrorPolicy({ policy: errorPolicy, name, outputs, catalog })]
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

/** Returns the name of a card on the canvas: its own title, by default the title of its spec. */
export const nameOfCard = (card: Card, spec: CardSpec | undefined): string =>
  card.title ?? spec?.title ?? card.type

/**
 * Creates a registry of card types. Throws for two specs with the same type, which is a programming
 * error.
 */
export const specsOf = (all: CardSpec[]): Specs => {
  const specs = new Map(all.map(spec => [spec.type, spec]))
  if (specs.size < all.length) throw new Error('Two card specs have the same type.')
  return specs
}
