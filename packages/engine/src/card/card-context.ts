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
 * Outcome of a guarded block: that of its last card, or the error that an If Error card receives.
 */
export type AttemptOutcome = Outcome | { kind: 'failed'; error: CardError }

/** Outcome of a called flow. */
export type CallOutcome = Exclude<Outcome, { kind: 'return' }>

/** Error of a card, as data that other cards can map. */
export interface CardError {
  code: string
  message: string
  /** Name of the card that failed. */
  card: string
  details: Record<string, Json>
}

/**
 * Retry policy of a request: `always`, `when-safe` or `never`. Safe requests have a method other
 * than POST and PATCH; these two are safe only where nothing was sent or the service said that it
 * did not accept the request.
 */
export type RetryReason = 'always' | 'when-safe' | 'never'

/**
 * Calls of a flow, one for each of several items. Items run in groups of `atOnce`, those of a group
 * concurrently. After a failed item no further group begins, and the card fails once the others of
 * its group have ended.
 */
export interface ItemCalls {
  count: number
  atOnce: number
  /** Returns the start values of the flow for an item. Called when the item begins. */
  given: (index: number) => Record<string, unknown>
}

/** Context that an executor gets. */
export interface CardContext<Config> {
  config: Config
  /** Name of the card, for use in messages. */
  name: string
  /**
   * Inputs in their types, by field id; a missing value is null. Slots that see inner fields are
   * not included.
   */
  inputs: Record<string, unknown>
  /** Values that the flow was started with. Set for start cards only. */
  given: Record<string, unknown>
  /** Reads a slot that sees inner fields, for the given values of those fields. */
  slot: (field: string, inner: Record<string, unknown>) => unknown
  /** Reads all slots that see inner fields, by field id, for the given values of those fields. */
  slots: (inner: Record<string, unknown>) => Record<string, unknown>
  /** Ids of the card's outputs, without those of its joins. */
  gives: FieldId[]
  /** Runs a block and returns the values of its joins as outputs. */
  runBlock: (block: string, inner?: Record<string, unknown>) => Outcome | Promise<Outcome>
  /**
   * Runs a block and catches the error of a card in it. An error that ends the whole run is not
   * caught.
   */
  tryBlock: (block: string) => Promise<AttemptOutcome>
  /**
   * Runs another flow under this card. Returns the result of its Return card as outputs; empty
   * outputs without one. `index` is the number of earlier calls by this card, so that the steps and
   * effects of each call are distinct. A card that uses only the last result says so: earlier
   * results then do not count towards the values that the run holds.
   */
  callFlow: (
    flowId: string,
    values: Record<string, unknown>,
    index?: number,
    keeps?: 'all' | 'last'
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Runs another flow like `callFlow`, and catches the error of a card in it or of its start
   * values. An error that ends the whole run is not caught.
   */
  tryFlow: (
    flowId: string,
    params: () => Record<string, unknown>,
    index: number
  ) => Promise<CallOutcome | { kind: 'failed'; error: CardError }>
  /**
   * Runs another flow for each of several items, like `callFlow`. A failed item fails the card; see
   * `ItemCalls`.
   */
  callEach: (flowId: string, calls: ItemCalls) => Promise<CallOutcome[]>
  /** Runs another flow for each of several items, like `tryFlow`. */
  tryEach: (
    flowId: string,
    calls: ItemCalls
  ) => Promise<(CallOutcome | { kind: 'failed'; error: CardError })[]>
  /**
   * Runs a deployed action under this card, with the flows of its version and the card's own
   * connection. `valuesFor` returns its start values. Throws `action.gone`, `connection.gone`.
   */
  callAction: (
    use: ActionUse,
    valuesFor: (action: ActionSignature) => Record<string, unknown>
  ) => CallOutcome | Promise<CallOutcome>
  /**
   * Starts an independent run of another flow and returns its id. Only for cards with the side
   * effect `effect`. The run exists once the card has ended. In a run without a journal, such as a
   * test, the flow runs under this card instead.
   */
  beginFlow: (flowId: string, values: Record<string, unknown>) => Promise<string>
  fx: Pick<CardEffects, 'clock' | 'newId' | 'random' | 'crypto'>
  /**
   * Sends a request and journals it, so that a step finished before a crash does not send it again.
   * `again` is the retry policy for failures that may pass; `when-safe` by default.
   */
  http: (request: HttpRequest, again?: RetryReason) => Promise<HttpResponse>
  /**
   * Runs one of several requests of the card, by its number, as a separate effect. It is journalled
   * and retried on its own, and is not sent again after a restart once it has ended.
   */
  part: (
    index: number,
    execute: (work: CardContext<Config>) => Promise<Record<string, unknown>>
  ) => Promise<Record<string, unknown>>
  /**
   * Waits for a duration, counted from the first time that this step began. Only for cards with the
   * side effect `wait`. Throws `run.waits-too-long` in a run that cannot be suspended.
   */
  wait: (time: Millis) => Promise<void>
  /** Idempotency key of the effect: the same text each time this step of this run executes. */
  effectKey: string
}

/** Runs a card. Throws `Fault` on failure. */
export type CardExecutor<Config> = (work: CardContext<Config>) => Outcome | Promise<Outcome>

/** Returns an outcome with these outputs. */
export const outputs = (values: Record<string, unknown>): Outcome => ({ kind: 'outputs', outputs: values })
