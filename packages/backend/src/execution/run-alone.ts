import {
  type CardEffects,
  nameOfCard,
  noJournal,
  type PreparedFlows,
  runCard,
  type Specs,
  whyNotAlone
} from '@hookwright/engine'
import {
  type CardId,
  cardOf,
  Fault,
  type FieldId,
  type Flow,
  type Id,
  type Json,
  literal,
  type RunOutcome
} from '@hookwright/model'
import type { Connected } from '../connectors/connected.ts'
import type { OpenActions } from '../connectors/open-actions.ts'
import type { Effects } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'

/** Card to run without the rest of its flow, with values in place of the other cards. */
export interface CardAlone {
  cardId: CardId
  /** Values of the card's inputs. They replace the bindings. */
  inputs: Record<FieldId, Json>
  /**
   * Outputs of earlier cards. They replace inputs that are missing in `inputs`, and are available to the
   * cards in the card's blocks.
   */
  before: Record<CardId, Record<FieldId, Json>>
}

/**
 * Runs a single card of a draft, even if it is skipped in the flow. Its side effects happen, but the run is
 * not stored. Throws `card.gone`, `card.not-alone`.
 */
export const runAlone = async (params: {
  effects: Pick<Effects, 'scrubber' | Exclude<keyof CardEffects, 'http'>>
  specs: Specs
  flow: { id: Id; doc: Flow }
  prepared: PreparedFlows
  connected: Connected
  actions?: OpenActions
  alone: CardAlone
}): Promise<RunOutcome> => {
  const { effects, specs, flow, prepared, connected, actions } = params
  const { cardId, inputs, before } = params.alone
  const found = cardOf(flow.doc, cardId)
  if (found === undefined) throw new Fault('card.gone')
  const why = whyNotAlone(found, specs)
  if (why !== null) throw new Fault('card.not-alone', { card: nameOfCard(found, specs.get(found.type)), why })
  const { skipped: _, ...card } = found
  const fed = Object.entries(inputs).map(([field, value]) => [field, literal(value)])
  const drawn = {
    ...flow.doc,
    cards: {
      ...flow.doc.cards,
      [cardId]: { ...card, inputs: { ...card.inputs, ...Object.fromEntries(fed) } }
    }
  }
  const outcome = await runCard(drawn, cardId, new Map(Object.entries(before)), {
    prepared,
    fx: { ...effects, http: connected.http },
    journal: noJournal,
    runId: effects.newId(),
    flowId: flow.id,
    everywhere: connected.everywhere,
    ...(actions && { actionOf: actions.actionOf }),
    signal: new AbortController().signal,
    fuel: FUEL
  })
  return effects.scrubber([...connected.secrets, ...(actions?.secrets ?? [])])(outcome)
}
