import type { ActionSignature, EventSignature, Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { FlowContent } from '@hookwright/model/files'

/**
 * Outcome of converting a card: converted, converted with inserted cards, replaced by a call of an empty stub
 * flow, or kept as a note.
 */
export type CardOutcome = 'converted' | 'inserted' | 'stub' | 'note'

/** Report about the conversion of one card. */
export interface CardReport {
  /** Name of the flow that contains the card. */
  flow: string
  /** Name of the card. */
  card: string
  /** Operation of the card in the other product. */
  operation: string
  /** Service of a connector's card; null for a function. */
  service: string | null
  outcome: CardOutcome
  /** Titles of the cards that were inserted for this card. */
  inserted: string[]
  /** Sentences about differences, lost values, and the reason for a note. */
  remarks: string[]
}

/** Flow drafts created from another product's file, with a report about each card. */
export interface ForeignFlows {
  source: 'flopack' | 'n8n' | 'har'
  /** Flows, followed by the helper flows that the conversion added. */
  flows: FlowContent[]
  /** Number of flows in the file. */
  inFile: number
  cards: CardReport[]
  /** Sentences about parts of the file that are not cards. */
  remarks: string[]
  /** Requests of a recording to choose from. */
  choices?: { index: number; label: string; isPicked: boolean }[]
}

/** Flows that were read, or the reason why the file was refused, as a sentence. */
export type ForeignReading = { ok: true; content: ForeignFlows } | { ok: false; why: string }

/** Number of cards by outcome. */
export type OutcomeCounts = Record<CardOutcome, number>

/** Counts the cards of a report by outcome. */
export const countOutcomes = (cards: readonly CardReport[]): OutcomeCounts => {
  const counts: OutcomeCounts = { converted: 0, inserted: 0, stub: 0, note: 0 }
  for (const { outcome } of cards) counts[outcome] += 1
  return counts
}

/** Deployed action or event that can replace a card with the same name. */
export interface DeployedCard<Signature> {
  connectorId: Id
  versionId: Id
  flowId: Id
  signature: Signature
}

/** Deployed actions and events of the installation that can replace cards with the same name. */
export interface Deployed {
  actions: DeployedCard<ActionSignature>[]
  events: DeployedCard<EventSignature>[]
}

/** Options of a conversion. */
export interface ConvertOptions {
  specs: Specs
  newId: () => Id
  deployed: Deployed
  /** Names of existing flows, which new flows cannot get. */
  takenNames: readonly string[]
  /** Indexes of the recorded requests to convert. Null converts requests of programs. */
  picked: readonly number[] | null
}
