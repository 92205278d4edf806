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

/** Documentation of a card for those who use it. */
export interface CardDocs {
  /** Fragment of at most 42 characters, shown below the title where cards are listed. */
  summary?: string
  /** Other words for the card that a search finds, in lower case, the closest first. */
  aliases?: readonly string[]
  /** Description in sentences. */
  help: string
  /** The card at work: shown with its help, run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}

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
