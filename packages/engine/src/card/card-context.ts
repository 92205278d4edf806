import type { FieldId, Json, Millis } from '@hookwright/model'
import type { ActionUse } from './card-abilities.ts'
import type { CardEffects, HttpRequest, HttpResponse } from './card-effects.ts'
import type { ActionSignature } from './catalog.ts'

/** Outcome of a card: outputs, a stop of the run, or the flow's result. */
export type Outcome =
  | { kind: 'outputs'; outputs: Record<string, unknown> }
  | { kind: 'stop' }
  | { kind: 'return'; result: Record<string, unknown> }

/**
 * Outcome of a block whose errors are caught. This is the outcome of its last card, or the error for the If
 * Error card.
 */
export type AttemptOutcome = Outcome | { kind: 'failed'; error: CardError }

/** Outcome of a called flow. */
export type CallOutcome = Exclude<Outcome, { kind: 'return' }>

/** Error of a card, as data that other cards can use. */
export interface CardError {
  code: string
  message: string
  /** Name of the card that failed. */
  card: string
  details: Record<string, Json>
}

/**
 * Retry policy of a request. `when-safe` retries all methods except POST and PATCH. It retries these two only
 * if nothing was sent or the service stated that it did not accept the request.
 */
export type RetryReason = 'always' | 'when-safe' | 'never'

/**
 * Calls of a flow for several items. Items run in groups of `atOnce`; the items of a group run concurrently.
 * After a failed item, the current group is finished, no further group starts, and the card fails.
 */
export interface ItemCalls {
  count: number
  atOnce: number
  /** Returns the start values of the flow for an item. Called when the item starts. */
  given: (index: number) => Record<string, unknown>
}

/** Context passed to a card's executor. */
export interface CardContext<Config> {
  config: Config
  /** Name of the card, for use in messages. */
  name: string
  /**
   * Inputs converted to their types, by field id. A missing value is null. Inputs that can use inner fields,
   * such as the current item, are read by `slot` instead.
   */
  inputs: Record<string, unknown>
  /** Values that the flow was started with. Set for start cards only. */
  given: Record<string, unknown>
  /**
   * Reads an input that can use inner fields, such as the current item of a loop. `inner` holds the values of
   * these fields.
   */
  slot: (field: string, inner: Record<string, unknown>) => unknown
  /** Reads all inputs that can use inner fields, by field id. `inner` holds the values of these fields. */
  slots: (inner: Record<string, unknown>) => Record<string, unknown>
  /** Ids of the card's own outputs. Outputs that its blocks set (joins) are not included. */
  gives: FieldId[]
  /**
   * Runs a block of the card. The outcome's outputs are the joins, which are the values that the block passes
   * on.
   */
  runBlock: (block: string, inner?: Record<string, unknown>) => Outcome | Promise<Outcome>
  /** Runs a block and catches errors of its cards. An error that ends the whole run is not caught. */
  tryBlock: (block: string) => Promise<AttemptOutcome>
  /**
   * Runs another flow as part of this card and returns the outputs of its Return card. Returns empty outputs
   * if there is no Return card. `index` is the number of earlier calls by this card, which keeps the steps
   * and effects of the calls distinct. With `keeps: 'last'`, earlier results do not count towards the size of
   * the run's values.
   */
  callFlow: (
    flowId: string,
    values: Record<string, unknown>,
    index?: number,
    keeps?: 'all' | 'last'
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Runs another flow like `callFlow`, and catches errors of its cards and of its start values. An error that
   * ends the whole run is not caught.
   */
  tryFlow: (
    flowId: string,
    params: () => Record<string, unknown>,
    index: number
  ) => Promise<CallOutcome | { kind: 'failed'; error: CardError }>
  /**
   * Runs another flow once for each of several items, like `callFlow`. If an item fails, the card fails; see
   * `ItemCalls`.
   */
  callEach: (flowId: string, calls: ItemCalls) => Promise<CallOutcome[]>
  /** Runs another flow for each of several items, like `tryFlow`. */
  tryEach: (
    flowId: string,
    calls: ItemCalls
  ) => Promise<(CallOutcome | { kind: 'failed'; error: CardError })[]>
  /**
   * Runs a deployed action as part of this card, with the flows of its version and the card's connection.
   * `valuesFor` returns the start values.
   * @throws `action.gone`, `connection.gone`
   */
  callAction: (
    use: ActionUse,
    valuesFor: (action: ActionSignature) => Record<string, unknown>
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Starts an independent run of another flow and returns the run's id. Only for cards with the side effect
   * `effect`. The run is created when the card ends. In a run without a journal, such as a test, the flow
   * runs as part of this card instead.
   */
  beginFlow: (flowId: string, values: Record<string, unknown>) => Promise<string>
  fx: Pick<CardEffects, 'clock' | 'newId' | 'random' | 'crypto'>
  /**
   * Sends a request and journals it. A request that finished before a crash is not sent again. `again` is the
   * retry policy for temporary failures; `when-safe` by default.
   */
  http: (request: HttpRequest, again?: RetryReason) => Promise<HttpResponse>
  /**
   * Runs one of several requests of the card as a separate effect with its own number. The effect is
   * journaled and retried on its own. Once finished, it is not repeated after a restart.
   */
  part: (
    index: number,
    execute: (work: CardContext<Config>) => Promise<Record<string, unknown>>
  ) => Promise<Record<string, unknown>>
  /**
   * Waits for a duration in milliseconds, measured from the first start of this step. Only for cards with the
   * side effect `wait`.
   * @throws `run.waits-too-long` in a run that cannot be suspended
   */
  wait: (time: Millis) => Promise<void>
  /** Idempotency key of the effect. It stays the same when this step of the run is executed again. */
  effectKey: string
}

/** Runs a card. Throws `Fault` on failure. */
export type CardExecutor<Config> = (work: CardContext<Config>) => Outcome | Promise<Outcome>

/** Returns the outcome of a card that outputs these values. */
export const outputs = (values: Record<string, unknown>): Outcome => ({ kind: 'outputs', outputs: values })
