import type { FieldId, Json, Millis } from '@hookwright/model'
import type { ActionUse } from './card-abilities.ts'
import type { CardEffects, HttpRequest, HttpResponse } from './card-effects.ts'
import type { ActionSignature } from './surroundings.ts'

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
   * Starts an independent run of another flow and returns its id; only for cards that reach `effect`. It is there once
   * the card has ended. In a run that keeps no journal, such as a test, the flow is run under this card instead.
   */
  beginFlow: (flowId: string, given: Record<string, unknown>) => Promise<string>
  fx: Pick<CardEffects, 'clock' | 'newId' | 'random' | 'crypto'>
  /**
   * Sends a request, journalled: it is not sent again when the step was finished before a crash. `again` says whether it
   * is retried when the card fails for a reason that may pass; `when-safe` unless said.
   */
  http: (request: HttpRequest, again?: RetryReason) => Promise<HttpResponse>
  /**
   * Runs one of several requests of the card, by its number, as a separate effect: it is journalled and retried alone,
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
