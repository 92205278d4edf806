import type { Authentication, Branding, Flow } from '@hookwright/model'

/** Data to create a connector with. */
export interface NewConnector {
  name: string
  description: string
  authentication: Authentication
  branding: Branding
  flows: { name: string; doc: Flow }[]
}

/** A fact about a service, known before its connector is created. */
export interface KnownFact {
  label: string
  text: string
}

/**
 * Start for a new connector in a list. Further kinds can be added to the list, since each start creates its connector
 * itself.
 */
export interface ConnectorStart {
  id: string
  name: string
  category: string
  /** Short description. */
  about: string
  /** Letters of its mark if it has no logo. */
  letters: string
  logo: string | null
  facts: readonly KnownFact[]
  /** Sentences that help to finish the connector. */
  notes: readonly string[]
  /** Body of a sample event; undefined for none. */
  sample: unknown
  make: (newId: () => string) => NewConnector
}
