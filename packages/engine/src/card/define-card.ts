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

/** User documentation of a card. */
export interface CardDocs {
  /** Phrase of at most 42 characters, shown below the title in lists of cards. */
  summary?: string
  /** Search terms for the card, in lower case, the closest first. */
  aliases?: readonly string[]
  /** Description in sentences. */
  help: string
  /** Example of the card. It is shown with the help text and run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}

/** Group of the card palette. */
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

/** JSON type as inferred by zod: an optional property may be undefined. */
type JsonLike = string | number | boolean | null | undefined | JsonLike[] | { [key: string]: JsonLike }

/** Constraint for the config type of a card: a JSON object. */
export interface ConfigLike {
  [key: string]: JsonLike
}

/** Conversion that a card performs: its input, its output, and the types that it converts. */
export interface Converts {
  input: FieldId
  output: FieldId
  fits: (from: ValueType, into: ValueType) => boolean
}

/**
 * Side effects of a card's executor, which determine its journal entries. `pure`: none. `draw`: random
 * values, ids or the clock. `wait`: a pause of the run. `effect`: requests and other external effects, which
 * may be retried.
 */
export type SideEffects = 'pure' | 'draw' | 'wait' | 'effect'

/** Spec of a card as defined by its folder, with a typed config. */
export interface CardShape<Config extends ConfigLike> {
  type: string
  title: string
  group: CardGroup
  /** User documentation. The web build moves it into a file that is loaded on demand. */
  docs?: CardDocs
  config: z.ZodType<Config>
  /** Returns the config and inputs of a newly added card. */
  blank: () => { config: Config; inputs?: Bindings; blocks?: Block[] }
  ports: (config: Config, catalog: Catalog) => Ports
  /** Returns the card's problems, except those of its ports. */
  check?: (config: Config, card: Card, catalog: Catalog) => CardProblem[]
  /** Settings of the card, in display order. Inputs are not included. */
  settings?: Setting[]
  /**
   * Properties of a start card: the kind and signature of its flow, and whether the flow needs a return card.
   * `event` is its name in the list of events if it differs from the title.
   */
  starts?: {
    kind: FlowKind
    needsReturn: boolean
    event?: string
    /** Id of the output that contains the body of a delivery, for flows started by deliveries. */
    body?: FieldId
    /** True if the flow can respond to the caller that started it. */
    hasCaller?: true
    signature: (config: Config) => StartSignature
  }
  /** True for a card that ends the run with a response to the caller of the flow. */
  responds?: true
  /**
   * Properties of a return card: the kinds of flow that it fits, and the signature of the result. `records`
   * names the record fields of Run mode.
   */
  returns?: { kinds: FlowKind[]; records?: RecordFields; signature: (config: Config) => ReturnSignature }
  /** Returns the ids of the helper flows that the card runs itself or passes on to be run later. */
  calls?: (config: Config) => string[]
  /** True for a card that starts an independent run of a flow instead of calling it. */
  begins?: true
  /** Returns the event that a start card of a user's flow listens to. */
  listens?: (config: Config) => EventUse
  /** Returns the settings of a manual start. */
  manual?: (config: Config) => ManualStart
  /** Returns the schedule that starts the flow. `null` while the schedule is invalid. */
  schedule?: (config: Config) => Schedule | null
  /** Returns the poll settings of the event. */
  polls?: (config: Config) => PollUse
  /** Returns the deployed action that a card of a user's flow runs. */
  acts?: (config: Config) => ActionUse
  /** Returns the values that start the action's flow, given the inputs of the card. */
  startValues?: (
    config: Config,
    action: ActionSignature,
    inputs: Record<string, unknown>
  ) => Record<string, unknown>
  /** Returns the registration settings of a start card. */
  registers?: (config: Config) => Registrar
  /** Returns the receiving rules of a start card's Event URL. */
  receives?: (config: Config) => Receiving
  /**
   * True for a card with an error policy that users can choose. Defaults to true for the side effect
   * `effect`. Cards that call a flow with effects must set it.
   */
  handlesErrors?: boolean
  /** Side effects of the executor; see `SideEffects`. */
  sideEffects?: SideEffects
  /** True for a card that does nothing at run time, such as a note. */
  silent?: true
  /** True for a card that cannot be deleted, moved or skipped. */
  fixed?: true
  /** Conversion that the card performs. The card is suggested when a value has the wrong type. */
  converts?: Converts
  /**
   * Runs the card. Without it, a start card outputs the values that started the run. Excluded from the web
   * bundle.
   */
  execute?: CardExecutor<Config>
}

/** Result of parsing a config: the config and error policy, or problems with their paths. */
export type ReadConfig<Config> =
  | { ok: true; config: Config; errorPolicy: ErrorPolicy | null }
  | { ok: false; problems: CardProblem[] }

/** Spec of a card in the registry. It is not generic; each function parses the config itself. */
export interface CardSpec
  extends Pick<
    CardShape<JsonObject>,
    'type' | 'title' | 'group' | 'silent' | 'fixed' | 'begins' | 'converts' | 'responds'
  > {
  sideEffects: SideEffects
  /** True for a card whose config may contain an error policy. */
  handlesErrors: boolean
  /** User documentation; null in the web bundle, which loads all documentation on demand. */
  docs: CardDocs | null
  settings: Setting[]
  blank: () => { config: JsonObject; inputs?: Bindings; blocks?: Block[] }
  readConfig: (config: JsonObject) => ReadConfig<JsonObject>
  /** Returns the inputs, outputs and blocks of a card, or null while its config cannot be parsed. */
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

/** Registry of card types, by type. */
export type Specs = ReadonlyMap<string, CardSpec>

/**
 * Converts a validation issue of zod to a sentence. Messages of the project's own schemas are already
 * sentences; messages of zod become part of one.
 */
const sentenceOf = ({ path, message }: z.core.$ZodIssue): string =>
  message.endsWith('.')
    ? message
    : `The setting “${path.join('.')}” is not valid (${message}). Choose another value, or delete the card and insert it again.`

/** Converts the definition of a card type to the form for the registry, which has no generic config type. */
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
  const calledFlowIdsOf = (config: JsonObject): string[] => {
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
    calls: calledFlowIdsOf,
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

/** Returns the name of a card on the canvas: its custom title, or the title of its spec. */
export const nameOfCard = (card: Card, spec: CardSpec | undefined): string =>
  card.title ?? spec?.title ?? card.type

/**
 * Creates a registry of card types.
 * @throws if two specs have the same type, which is a programming error
 */
export const specsOf = (all: CardSpec[]): Specs => {
  const specs = new Map(all.map(spec => [spec.type, spec]))
  if (specs.size < all.length) throw new Error('Two card specs have the same type.')
  return specs
}
