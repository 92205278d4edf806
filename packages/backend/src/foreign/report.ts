import type { ActionSignature, EventSignature, Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { FlowContent } from '@hookwright/model/files'

/**
 * Outcome of the conversion of a card. It was converted, converted with an inserted card, replaced by a call of a stub
 * flow that is still to be filled in, or kept as a note.
 */
export type CardOutcome = 'converted' | 'inserted' | 'stub' | 'note'

/** Conversion of one card of another product's flow. */
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
  /** Titles of the cards that were inserted for it. */
  inserted: string[]
  /** Sentences about differences, lost values, and the reason for a note. */
  remarks: string[]
}

/** Drafts of flows made from another product's file, with a report on each card. */
export interface ForeignFlows {
  source: 'flopack' | 'n8n' | 'har'
  /** Flows, followed by the helper flows that the conversion added. */
  flows: FlowContent[]
  /** Number of flows that the file has. */
  inFile: number
  cards: CardReport[]
  /** Sentences about parts of the file that are no cards. */
  remarks: string[]
  /** Requests of a recording, to pick from. */
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

/** Deployed action or event that a card of the same name is bound to. */
export interface DeployedCard<Signature> {
  connectorId: Id
  versionId: Id
  flowId: Id
  signature: Signature
}

/** Deployed actions and events of the installation, for cards with the same names. */
export interface Deployed {
  actions: DeployedCard<ActionSignature>[]
  events: DeployedCard<EventSignature>[]
}

/** Options of a conversion. */
export interface ConvertOptions {
  specs: Specs
  newId: () => Id
  deployed: Deployed
  /** Names of flows that are taken. */
  takenNames: readonly string[]
  /** Indexes of the requests of a recording to take; null for those of programs. */
  picked: readonly number[] | null
}
