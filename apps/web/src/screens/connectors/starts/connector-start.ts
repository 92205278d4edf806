import type { Authentication, Branding, Flow } from '@hookwright/model'

/** Everything that a connector is created with. */
export interface NewConnector {
  name: string
  description: string
  authentication: Authentication
  branding: Branding
  flows: { name: string; doc: Flow }[]
}

/** One thing that is known of a service before its connector is created. */
export interface KnownFact {
  label: string
  text: string
}

/**
 * Start of a new connector in a list of them. Whoever knows more services adds to the list: how a connector is made of
 * one is its own business.
 */
export interface ConnectorStart {
  id: string
  name: string
  category: string
  /** Subject in a few words. */
  about: string
  /** Letters of its mark where it has no logo. */
  letters: string
  logo: string | null
  facts: readonly KnownFact[]
  /** Sentences that help to finish the connector. */
  notes: readonly string[]
  /** Body of a sample event; undefined for none. */
  sample: unknown
  make: (newId: () => string) => NewConnector
}
